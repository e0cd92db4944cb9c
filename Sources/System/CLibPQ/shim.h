#include <libpq-fe.h>

/* Of libssl, on the session that libpq hands out (PQsslStruct): a certificate, which belongs to the caller. */
extern void *SSL_get1_peer_certificate(const void *session);
