# SPDX-License-Identifier: Apache-2.0
"""Puts random expressions to burnham and to Google's C++ evaluator, and lists where they differ.

Usage: cel_differential BURNHAM COUNT SEED [REASON]   (REASON: one of explained.py, whose differences are listed, too)
"""
import collections
import json
import subprocess
import sys
import tempfile

from explained import Difference, explanation, undocumented
from generator import Generator
from oracle import Oracle
from values import form, notation, same
from vocabulary import VARIABLES

LISTED_MOST = 40
ASKED_AGAIN = 8


def ask(program, questions):
    """What burnham answers to each, in the oracle's form."""
    bindings = {name: notation(value, kind) for name, (kind, value) in VARIABLES.items()}
    declared = [{"kind": "variable", "name": name, "type": kind} for name, (kind, _) in VARIABLES.items()]
    with tempfile.TemporaryFile("w+") as lines:
        for expression, is_checked in questions:
            question = {"expr": expression, "bindings": bindings, "type_env": declared}
            json.dump({**question, "disable_check": not is_checked}, lines)
            lines.write("\n")
        lines.seek(0)
        output = subprocess.run(
            [program, "eval", "--batch", "--typed"], stdin=lines, stdout=subprocess.PIPE, check=True).stdout
    answers = [json.loads(line) for line in output.splitlines()]
    assert len(answers) == len(questions), "a line has no answer"
    return [answer_form(answer) for answer in answers]


def answer_form(answer):
    if "value" in answer:
        return "value", form(answer["value"]), type_name(answer["type"])
    if answer["phase"] == "eval":
        return "failed", answer["error"], type_name(answer["type"])
    return "refused", answer["error"], None


def type_name(written):
    """As the oracle writes types: `MAP<STRING, INT>`."""
    upper = written.upper().replace("(", "<").replace(")", ">").replace(",", ", ")
    return upper.replace("OPTIONAL_TYPE", "optional_type")


def agree(ours, theirs):
    if ours[0] != theirs[0] or theirs[2] not in (ours[2], None):
        return False
    return ours[0] != "value" or same(ours[1], theirs[1])


def differences(program, oracle, questions):
    """Those whose outcomes are not the same; each with what both give without type checking."""
    found = []
    for question, ours in zip(questions, ask(program, questions)):
        theirs = oracle.answer(*question)
        if not agree(ours, theirs):
            found.append((question, ours, theirs))
    unchecked = ask(program, [(question[0], False) for question, _, _ in found])
    for (question, ours, theirs), answer in zip(found, unchecked):
        yield Difference(
            question, ours, theirs, agree(answer, oracle.answer(question[0], False)),
            lambda text: any(
                agree(ask(program, [(text, is_checked)])[0], oracle.answer(text, is_checked))
                for is_checked in {question[1], False}))


def is_of_chance(difference):
    """The type checker of C++ refuses some expressions at one time and takes them at another."""
    return any(agree(difference.ours, Oracle().answer(*difference.question)) for _ in range(ASKED_AGAIN))


def main(program, count, seed, listed_reason=None):
    assert not undocumented(), f"no reason is given for {undocumented()}"
    generator, oracle = Generator(seed), Oracle()
    questions = [generator.question() for _ in range(count)]
    explained, listed = collections.Counter(), []
    for difference in differences(program, oracle, questions):
        reason = explanation(difference) or ("chance" if is_of_chance(difference) else None)
        explained[reason] += 1
        if reason in (None, listed_reason):
            listed.append(difference)
    for difference in sorted(listed, key=lambda difference: len(difference.text))[:LISTED_MOST]:
        print(difference)
    print(f"{count} expressions of seed {seed}: {count - explained.total()} have the same outcome")
    unexplained = explained.pop(None, 0)
    for reason, number in explained.most_common():
        print(f"  explained by {reason}: {number}")
    print(f"  not explained: {unexplained}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
