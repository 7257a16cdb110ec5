#include "hub/cert.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { YEARS = 10, PATH = 4096 };

static int
tell(char *why, const char *path, const char *what)
{
    snprintf(why, CERT_WHY, "%.180s: %s", path, what);
    return DB_FAILED;
}

static int
take_pin(struct cert *cert, gnutls_x509_crt_t crt)
{
    unsigned char id[CERT_PRINT];
    size_t size = sizeof id;
    int result = gnutls_x509_crt_get_key_id(crt, GNUTLS_KEYID_USE_SHA256, id, &size);
    char text[CERT_PIN - 8];
    sodium_bin2base64(text, sizeof text, id, sizeof id, sodium_base64_VARIANT_ORIGINAL);
    snprintf(cert->pin, sizeof cert->pin, "sha256//%s", text);
    return result;
}

static int
take_print(struct cert *cert, const char *path, char *why)
{
    gnutls_datum_t pem = {(unsigned char *)cert->cert_pem, (unsigned)strlen(cert->cert_pem)};
    gnutls_x509_crt_t crt;
    size_t size = CERT_PRINT;
    if (gnutls_x509_crt_init(&crt) < 0)
        abort();
    int result = gnutls_x509_crt_import(crt, &pem, GNUTLS_X509_FMT_PEM);
    if (result >= 0)
        result = gnutls_x509_crt_get_fingerprint(crt, GNUTLS_DIG_SHA256, cert->print, &size);
    if (result >= 0)
        result = take_pin(cert, crt);
    gnutls_x509_crt_deinit(crt);
    return result < 0 ? tell(why, path, gnutls_strerror(result)) : DB_OK;
}

int
cert_read(struct cert *out, const char *cert_path, const char *key_path, char *why)
{
    gnutls_datum_t cert = {0}, key = {0};
    *out = (struct cert){0};
    if (gnutls_load_file(cert_path, &cert) < 0)
        return tell(why, cert_path, strerror(errno));
    if (gnutls_load_file(key_path, &key) < 0) {
        gnutls_free(cert.data);
        return tell(why, key_path, strerror(errno));
    }
    out->cert_pem = strndup((char *)cert.data, cert.size);
    out->key_pem = strndup((char *)key.data, key.size);
    sodium_memzero(key.data, key.size);
    gnutls_free(cert.data);
    gnutls_free(key.data);
    if (!out->cert_pem || !out->key_pem)
        abort();
    int result = take_print(out, cert_path, why);
    if (result != DB_OK)
        cert_finish(out);
    return result;
}

void
cert_finish(struct cert *cert)
{
    if (cert->key_pem)
        sodium_memzero(cert->key_pem, strlen(cert->key_pem));
    free(cert->cert_pem);
    free(cert->key_pem);
    *cert = (struct cert){0};
}

/* Whom it is of: `name` as a host, or as an address where it is one, and localhost. */
static int
name_it(gnutls_x509_crt_t crt, const char *name)
{
    unsigned char address[16];
    unsigned size = inet_pton(AF_INET, name, address) == 1 ? 4 : 0;
    if (!size && inet_pton(AF_INET6, name, address) == 1)
        size = 16;
    int result = gnutls_x509_crt_set_dn_by_oid(
        crt, GNUTLS_OID_X520_COMMON_NAME, 0, name, (unsigned)strlen(name));
    if (result >= 0)
        result = gnutls_x509_crt_set_subject_alt_name(
            crt, GNUTLS_SAN_DNSNAME, "localhost", 9, GNUTLS_FSAN_SET);
    if (result >= 0)
        result = gnutls_x509_crt_set_subject_alt_name(crt,
            size ? GNUTLS_SAN_IPADDRESS : GNUTLS_SAN_DNSNAME, size ? (void *)address : name,
            size ? size : (unsigned)strlen(name), GNUTLS_FSAN_APPEND);
    return result;
}

/* From the day before: a kiosk's clock may be a little behind. */
static int
sign_it(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key, const char *name)
{
    unsigned char serial[16];
    time_t now = time(NULL);
    randombytes_buf(serial, sizeof serial);
    serial[0] &= 0x7f;
    int result = gnutls_x509_crt_set_version(crt, 3);
    if (result >= 0)
        result = gnutls_x509_crt_set_serial(crt, serial, sizeof serial);
    if (result >= 0)
        result = gnutls_x509_crt_set_activation_time(crt, now - 86400);
    if (result >= 0)
        result = gnutls_x509_crt_set_expiration_time(crt, now + YEARS * 365L * 86400);
    if (result >= 0)
        result = name_it(crt, name);
    if (result >= 0)
        result = gnutls_x509_crt_set_key(crt, key);
    if (result >= 0)
        result = gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0);
    return result;
}

/* A whole file or none: written beside it and renamed. */
static int
write_file(const char *path, const gnutls_datum_t *data, char *why)
{
    char new[PATH];
    snprintf(new, sizeof new, "%s.new", path);
    int fd = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return tell(why, new, strerror(errno));
    bool well = write(fd, data->data, data->size) == (ssize_t)data->size && fsync(fd) == 0;
    well = close(fd) == 0 && well && rename(new, path) == 0;
    return well ? DB_OK : tell(why, path, strerror(errno));
}

static int
make(const char *cert_path, const char *key_path, const char *name, char *why)
{
    gnutls_x509_privkey_t key = NULL;
    gnutls_x509_crt_t crt = NULL;
    gnutls_datum_t cert_pem = {0}, key_pem = {0};
    if (gnutls_x509_privkey_init(&key) < 0 || gnutls_x509_crt_init(&crt) < 0)
        abort();
    int done = gnutls_x509_privkey_generate(
        key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
    if (done >= 0)
        done = sign_it(crt, key, name);
    if (done >= 0)
        done = gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &key_pem);
    if (done >= 0)
        done = gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &cert_pem);
    int result = done < 0 ? tell(why, cert_path, gnutls_strerror(done)) : DB_OK;
    if (result == DB_OK)
        result = write_file(key_path, &key_pem, why);
    if (result == DB_OK)
        result = write_file(cert_path, &cert_pem, why);
    if (key_pem.data)
        sodium_memzero(key_pem.data, key_pem.size);
    gnutls_free(key_pem.data);
    gnutls_free(cert_pem.data);
    gnutls_x509_crt_deinit(crt);
    gnutls_x509_privkey_deinit(key);
    return result;
}

int
cert_ensure(struct cert *out, const char *folder, const char *name, char *why)
{
    char cert_path[PATH], key_path[PATH];
    *out = (struct cert){0};
    snprintf(cert_path, sizeof cert_path, "%s/cert.pem", folder);
    snprintf(key_path, sizeof key_path, "%s/key.pem", folder);
    if (access(cert_path, F_OK) != 0 && make(cert_path, key_path, name, why) != DB_OK)
        return DB_FAILED;
    return cert_read(out, cert_path, key_path, why);
}
