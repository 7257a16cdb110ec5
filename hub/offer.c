#include "hub/offer.h"

#include "hub/caller.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static int
keep(struct store *store, const struct offer *offer, const struct setup *setup)
{
    struct store_pairing pairing = {.until_ms = offer->now_ms + OFFER_MS};
    setup_id(pairing.id, setup->secret);
    memcpy(pairing.secret, setup->secret, sizeof pairing.secret);
    snprintf(pairing.home, sizeof pairing.home, "%s", offer->home);
    snprintf(pairing.name, sizeof pairing.name, "%s", offer->name);
    snprintf(pairing.by, sizeof pairing.by, "%s", offer->by);
    int rc = store_pairing_put(store, &pairing);
    sodium_memzero(&pairing, sizeof pairing);
    return rc;
}

int
offer_make(struct desk *desk, const struct offer *offer, char text[SETUP_TEXT])
{
    uint8_t secret[SIGN_SECRET_LEN];
    struct setup setup = {0};
    const char *address = desk->hub->address;
    if (strlen(address) >= sizeof setup.address || !setup_address_is_fit(address))
        return DB_REFUSED;
    int rc = hub_key(desk->store, secret);
    if (rc != DB_OK)
        return rc;
    snprintf(setup.address, sizeof setup.address, "%s", address);
    sign_key_hash(setup.hub, secret + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN);
    sodium_memzero(secret, sizeof secret);
    randombytes_buf(setup.secret, sizeof setup.secret);
    rc = setup_text(text, &setup) ? keep(desk->store, offer, &setup) : DB_REFUSED;
    sodium_memzero(&setup, sizeof setup);
    return rc;
}
