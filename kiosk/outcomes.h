/* outcomes.h: what happened, as it is heard: each has a sound of its own, assets/sounds/NAME.wav,
 * and most have words (voice.h). */
#pragma once

#define SOUNDS(X)                                                                                  \
    X(SOUND_WELCOME, "welcome")                                                                    \
    X(SOUND_GOODBYE, "goodbye")                                                                    \
    X(SOUND_BIRTHDAY, "birthday")                                                                  \
    X(SOUND_COME_IN, "come_in")                                                                    \
    X(SOUND_GUARDIAN, "guardian")                                                                  \
    X(SOUND_STAFF, "staff")                                                                        \
    X(SOUND_UNKNOWN, "unknown")                                                                    \
    X(SOUND_REVOKED, "revoked")                                                                    \
    X(SOUND_DAMAGED, "damaged")                                                                    \
    X(SOUND_FOREIGN, "foreign")                                                                    \
    X(SOUND_NOT_RECORDED, "not_recorded")                                                          \
    X(SOUND_STAR, "star")                                                                          \
    X(SOUND_WRONG, "wrong")                                                                        \
    X(SOUND_TAP, "tap")

enum sound_name {
    SOUND_NONE,
#define X(id, name) id,
    SOUNDS(X)
#undef X
        SOUND_COUNT
};
