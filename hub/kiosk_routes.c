#include "hub/kiosk_routes.h"

#include "hub/ingest.h"
#include "hub/pair.h"
#include "hub/roster.h"
#include "wire/batch.h"
#include "wire/pairing.h"

const struct route kiosk_routes[] = {
    {METHOD_POST, "/v1/events", WHO_KIOSK, LANE_INGEST, BATCH_BODY_MOST, false, ingest_events},
    {METHOD_POST, "/v1/pair", WHO_KIOSK, LANE_INGEST, PAIR_TEXT, false, pair_kiosk},
    {METHOD_POST, "/v1/key", WHO_KIOSK, LANE_INGEST, PAIR_TEXT, false, pair_key},
    {METHOD_GET, "/v1/roster", WHO_KIOSK, LANE_INGEST, 0, false, roster_answer}, {0}};
