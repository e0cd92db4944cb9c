// SPDX-License-Identifier: Apache-2.0
// A program as a process of its own: started from a file in memory that nobody can change any more, with limits, in
// a process group of its own.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

// memfd_create(2). Executable where the system's policy must be told so (Linux 6.3 and later).
static inline int linux_memory_file(const char *name) {
    const unsigned close_on_exec = 1U, sealable = 2U, executable = 16U;
    int file = (int)syscall(SYS_memfd_create, name, close_on_exec | sealable | executable);
    if (file < 0 && errno == EINVAL)
        file = (int)syscall(SYS_memfd_create, name, close_on_exec | sealable);
    return file;
}

// fcntl(2), F_ADD_SEALS: neither grown, shrunk nor written, and no seal taken off again.
static inline int linux_seal(int file) {
    const int add_seals = 1033, seal = 1, shrink = 2, grow = 4, write = 8;
    return fcntl(file, add_seals, seal | shrink | grow | write);
}

// pidfd_open(2), Linux 5.3 and later: readable once the process has ended.
static inline int linux_process_file(pid_t process) {
    return (int)syscall(SYS_pidfd_open, process, 0);
}

// pipe2(2), closed where another program begins.
static inline int linux_pipe(int ends[2]) { return (int)syscall(SYS_pipe2, ends, O_CLOEXEC); }

struct linux_program {
    int file;
    // Ended by NULL.
    char *const *arguments;
    char *const *environment;
    // Its standard input, output and error.
    int streams[3];
    unsigned long memory_bytes;
};

// What becomes the program: only calls that are safe between fork and exec. Gives errno.
static inline int linux_become(const struct linux_program *program, int report) {
    // Away from the numbers that the program is to find its own files under.
    const int first_free = 16, program_number = 3;
    int sources[4] = {
        program->streams[0], program->streams[1], program->streams[2], program->file,
    };
    report = fcntl(report, F_DUPFD_CLOEXEC, first_free);
    for (int number = 0; number < 4; number++)
        if ((sources[number] = fcntl(sources[number], F_DUPFD_CLOEXEC, first_free)) < 0)
            return errno;
    for (int number = 0; number < 4; number++)
        if (dup2(sources[number], number) < 0) return errno;
    const unsigned close_on_exec = 4U;
    syscall(SYS_close_range, program_number + 1, ~0U, close_on_exec);
    const struct rlimit memory = {program->memory_bytes, program->memory_bytes}, core = {0, 0};
    if (setrlimit(RLIMIT_AS, &memory) != 0 || setrlimit(RLIMIT_CORE, &core) != 0) return errno;
    if (setpgid(0, 0) != 0 || chdir("/") != 0) return errno;
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    const int empty_path = 0x1000;
    syscall(
        SYS_execveat, program_number, "", program->arguments, program->environment, empty_path);
    return errno;
}

// The process, which leads its group and runs the program already; -1 with errno otherwise.
static inline pid_t linux_start(const struct linux_program *program) {
    int report[2];
    if (linux_pipe(report) != 0) return -1;
    pid_t process = fork();
    if (process == 0) {
        int error = linux_become(program, report[1]);
        ssize_t written = write(report[1], &error, sizeof error);
        _exit(written == sizeof error ? 127 : 126);
    }
    int error = process < 0 ? errno : 0;
    close(report[1]);
    if (process > 0) {
        ssize_t got;
        do got = read(report[0], &error, sizeof error);
        while (got < 0 && errno == EINTR);
        if (got <= 0) error = 0;
    }
    close(report[0]);
    if (error == 0) return process;
    if (process > 0) while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {}
    errno = error;
    return -1;
}
