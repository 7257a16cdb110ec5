#include "kiosk/questions.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIELDS_OF_TWO = 14, FIELDS_OF_THREE = 17, ID_LONGEST = 31, FILE_LARGEST = 256 * 1024 };

static const char name_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

static const char *const topics[TOPIC_COUNT] = {
#define X(id, name) [id] = name,
    TOPICS(X)
#undef X
};

static char *
trimmed(char *text)
{
    text += strspn(text, " \t");
    size_t len = strlen(text);
    while (len > 0 && strchr(" \t\r", text[len - 1]))
        text[--len] = '\0';
    return text;
}

/* Cuts the line at its bars; returns how many fields there are, though no more than FIELDS_OF_THREE
 * are stored. */
static int
split(char *line, char *fields[FIELDS_OF_THREE])
{
    int n = 0;
    for (char *at = line; at; n++) {
        char *bar = strchr(at, '|');
        if (bar)
            *bar++ = '\0';
        if (n < FIELDS_OF_THREE)
            fields[n] = trimmed(at);
        at = bar;
    }
    return n;
}

static int
topic_of(const char *name)
{
    for (int i = 0; i < TOPIC_COUNT; i++)
        if (strcmp(topics[i], name) == 0)
            return i;
    return -1;
}

/* Is each drawing of "river+swim" there? */
static bool
has_drawings(const char *assets, const char *picture)
{
    do {
        char path[4096];
        size_t len = strspn(picture, name_letters);
        int n = snprintf(path, sizeof path, "%s/safety/%.*s.svg", assets, (int)len, picture);
        if (len == 0 || n < 0 || (size_t)n >= sizeof path || access(path, R_OK) != 0)
            return false;
        picture += len;
    } while (*picture++ == '+');
    return picture[-1] == '\0';
}

static void
fill(struct question *out, char *const fields[FIELDS_OF_THREE], int count)
{
    *out = (struct question){.id = fields[0],
        .topic = (enum topic)topic_of(fields[1]),
        .picture = fields[2],
        .zh = fields[3],
        .en = fields[4],
        .right = fields[5][0] - '1',
        .why_zh = fields[6],
        .why_en = fields[7],
        .answer_count = (count - 8) / 3};
    for (int i = 0; i < out->answer_count; i++)
        out->answers[i] = (struct answer){fields[8 + 3 * i], fields[9 + 3 * i], fields[10 + 3 * i]};
}

/* What is wrong with the line, or NULL where it is good and *out is filled. */
static const char *
read_line(struct question *out, const struct questions *known, char *line, const char *assets)
{
    char *fields[FIELDS_OF_THREE];
    int count = split(line, fields);
    if (count != FIELDS_OF_TWO && count != FIELDS_OF_THREE)
        return "it must have 14 fields, or 17 for three answers";
    for (int i = 0; i < count; i++)
        if (!fields[i][0])
            return "a field is empty";
    size_t id_len = strspn(fields[0], name_letters);
    if (fields[0][id_len] || id_len > ID_LONGEST)
        return "the id must be of a-z, 0-9 and -, 31 at most";
    if (questions_find(known, fields[0]))
        return "the id is there already";
    if (topic_of(fields[1]) < 0)
        return "the topic is not known";
    if (strlen(fields[5]) != 1 || fields[5][0] < '1' || fields[5][0] - '1' >= (count - 8) / 3)
        return "the right answer must be the number of one";
    fill(out, fields, count);
    bool drawn = has_drawings(assets, out->picture);
    for (int i = 0; i < out->answer_count; i++)
        drawn = drawn && has_drawings(assets, out->answers[i].picture);
    return drawn ? NULL : "a drawing is missing in assets/safety";
}

static void
read_text(struct questions *out, const char *assets, FILE *complaints)
{
    int number = 0;
    for (char *at = out->text; at;) {
        char *line = at;
        at = strchr(at, '\n');
        if (at)
            *at++ = '\0';
        number++;
        line = trimmed(line);
        if (!line[0] || line[0] == '#')
            continue;
        struct question question;
        const char *wrong = out->count == QUESTIONS_MAX ? "there are more than 128 questions"
                                                        : read_line(&question, out, line, assets);
        if (wrong)
            fprintf(complaints, "kiosk: questions.txt line %d is left out: %s\n", number, wrong);
        else
            out->list[out->count++] = question;
    }
}

static char *
read_whole(const char *path)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return NULL;
    char *text = malloc(FILE_LARGEST + 1);
    if (!text)
        abort();
    size_t len = fread(text, 1, FILE_LARGEST, file);
    bool failed = ferror(file) != 0;
    fclose(file);
    text[len] = '\0';
    if (!failed)
        return text;
    free(text);
    return NULL;
}

void
questions_load(struct questions *out, const char *assets, FILE *complaints)
{
    char path[4096];
    *out = (struct questions){0};
    int n = snprintf(path, sizeof path, "%s/safety/questions.txt", assets);
    if (n > 0 && (size_t)n < sizeof path)
        out->text = read_whole(path);
    if (out->text)
        read_text(out, assets, complaints);
    else
        fputs("kiosk: questions.txt of the safety class cannot be read\n", complaints);
}

void
questions_free(struct questions *questions)
{
    free(questions->text);
    *questions = (struct questions){0};
}

static int
common_divisor(int a, int b)
{
    return b ? common_divisor(b, a % b) : a;
}

/* Steps by somewhat more than a third of the list, a number that has no divisor in common with its
 * length: so each is met, and neighbours, which are of one topic, come weeks apart. */
const struct question *
questions_next(const struct questions *questions, int64_t child_id, int lessons)
{
    int count = questions->count;
    if (count == 0)
        return NULL;
    int step = count * 38 / 100 + 1;
    while (common_divisor(step, count) != 1)
        step++;
    int64_t at = (child_id % count * 5 + (int64_t)lessons * step) % count;
    return &questions->list[at < 0 ? 0 : at];
}

const struct question *
questions_find(const struct questions *questions, const char *id)
{
    for (int i = 0; i < questions->count; i++)
        if (strcmp(questions->list[i].id, id) == 0)
            return &questions->list[i];
    return NULL;
}
