/* questions.h: the questions of the safety class, out of assets/safety/questions.txt, whose head
 * tells its form. A broken line is named and left out; the others are asked all the same. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define TOPICS(X)                                                                                  \
    X(TOPIC_WATER, "water")                                                                        \
    X(TOPIC_ROAD, "road")                                                                          \
    X(TOPIC_FIRE, "fire")                                                                          \
    X(TOPIC_STRANGERS, "strangers")                                                                \
    X(TOPIC_FOOD, "food")                                                                          \
    X(TOPIC_ELECTRICITY, "electricity")

enum topic {
#define X(id, name) id,
    TOPICS(X)
#undef X
        TOPIC_COUNT
};

enum { QUESTIONS_MAX = 128, ANSWERS_MAX = 3 };

struct answer {
    const char *picture; /* drawings laid over each other: "river+swim" */
    const char *zh, *en;
};

struct question {
    const char *id; /* what a lesson records */
    enum topic topic;
    const char *picture, *zh, *en;
    int right; /* which of the answers, from 0 */
    const char *why_zh, *why_en;
    int answer_count; /* 2 or 3 */
    struct answer answers[ANSWERS_MAX];
};

struct questions {
    int count;
    struct question list[QUESTIONS_MAX];
    char *text; /* what the texts are borrowed from */
};

/* Reads the file under `assets`. What is wrong goes to `complaints`, a sentence a line; where it
 * can't be read at all, count is 0. */
void questions_load(struct questions *out, const char *assets, FILE *complaints);
void questions_free(struct questions *questions);

/* The question for a child that has had `lessons` before: each child begins elsewhere, topics
 * alternate, and all are met before one comes again. NULL where there are none. */
const struct question *questions_next(
    const struct questions *questions, int64_t child_id, int lessons);

/* The question of an id, NULL where there is none. */
const struct question *questions_find(const struct questions *questions, const char *id);
