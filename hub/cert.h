/* cert.h: the hub's certificate: given, or its own, made at the first start.
 *
 * A township has no name in the internet: the certificate signs itself, and a kiosk knows it by the
 * hash that the set-up code carries. A browser asks once; the page of devices shows the hash. */
#pragma once

#include "db/db.h"

#include <stddef.h>

enum { CERT_PRINT = 32, CERT_PIN = 64, CERT_WHY = 256 };

struct cert {
    char *cert_pem, *key_pem;
    unsigned char print[CERT_PRINT]; /* SHA-256 of the certificate (DER) */
    char pin[CERT_PIN]; /* "sha256//…" of its key, as CURLOPT_PINNEDPUBLICKEY takes it */
};

/* Reads cert.pem and key.pem in `folder`, which are made (key readable by the owner alone) where
 * neither is there; `name` is the host's name or address in it. DB_FAILED with `why`. */
MUST_CHECK int cert_ensure(struct cert *out, const char *folder, const char *name, char *why);

/* Reads those two files. */
MUST_CHECK int cert_read(struct cert *out, const char *cert_path, const char *key_path, char *why);

void cert_finish(struct cert *cert);
