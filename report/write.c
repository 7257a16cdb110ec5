#include "report/write.h"

#include "report/form.h"
#include "report/text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096, NAME_MOST = 120 /* bytes: file systems take 255, with room for "(2)" */ };

static const struct {
    const char *name, *media;
    int (*form)(const struct report_table *table, FILE *out);
} formats[REPORT_FORMAT_COUNT] = {
    [REPORT_XLSX] = {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        form_xlsx},
    [REPORT_CSV] = {"csv", "text/csv; charset=utf-8", form_csv},
    [REPORT_PDF] = {"pdf", "application/pdf", form_pdf},
};

const char *
report_format_name(enum report_format format)
{
    return formats[format].name;
}

const char *
report_format_media(enum report_format format)
{
    return formats[format].media;
}

int
report_format_parse(const char *name)
{
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++)
        if (strcmp(formats[i].name, name) == 0)
            return i;
    return -1;
}

const char *
report_why(enum report_result result)
{
    switch (result) {
    case REPORT_OK:
        return "";
    case REPORT_FULL:
        return _("There is no room left. Delete old files there, or take another stick.");
    case REPORT_READ_ONLY:
        return _("It can only be read. Move the small switch on the stick, or take another one.");
    case REPORT_GONE:
        return _("It is not there any more. Plug the stick in again and wait until this is done.");
    case REPORT_FAILED:
        break;
    }
    return _("The file could not be written. Try once more, or take another stick.");
}

static enum report_result
result_of(int error)
{
    switch (error) {
    case 0:
        return REPORT_OK;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return REPORT_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
        return REPORT_READ_ONLY;
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO:
    case EIO:
    case ESTALE:
        return REPORT_GONE;
    default:
        return REPORT_FAILED;
    }
}

/* What is to be written: the callback and what it wants. */
struct filling {
    int (*fill)(FILE *out, void *payload);
    void *payload;
};

/* 0, or what failed first: each of these may be where a full disk shows. */
static int
pour(const struct filling *f, FILE *out)
{
    errno = 0;
    int error = f->fill(out, f->payload);
    if (error == 0 && (ferror(out) || fflush(out) != 0))
        error = errno ? errno : EIO;
    if (error == 0 && fsync(fileno(out)) != 0)
        error = errno;
    return error;
}

/* A name is safe on the disk once its folder is. Some file systems refuse to sync a folder: theirs
 * is written with the file. */
static int
sync_folder(const char *path)
{
    char folder[PATH_SIZE];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int error = fd < 0 || (fsync(fd) != 0 && errno != EINVAL) ? errno : 0;
    if (fd >= 0)
        close(fd);
    return error;
}

static int
make(const struct filling *f, const char *part)
{
    unlink(part);
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    FILE *out = fdopen(fd, "wb");
    if (!out) {
        int error = errno;
        close(fd);
        return error;
    }
    int error = pour(f, out);
    if (fclose(out) != 0 && error == 0)
        error = errno;
    return error;
}

enum report_result
report_write_with(const char *path, int (*fill)(FILE *out, void *payload), void *payload)
{
    struct filling f = {fill, payload};
    char part[PATH_SIZE];
    int n = snprintf(part, sizeof part, "%s.part", path);
    if (n < 0 || (size_t)n >= sizeof part)
        return REPORT_FAILED;
    int error = make(&f, part);
    if (error == 0 && rename(part, path) != 0)
        error = errno;
    if (error) {
        unlink(part);
        return result_of(error);
    }
    return result_of(sync_folder(path));
}

struct table_as {
    const struct report_table *table;
    enum report_format format;
};

static int
fill_table(FILE *out, void *payload)
{
    const struct table_as *as = payload;
    return formats[as->format].form(as->table, out);
}

enum report_result
report_write(const struct report_table *t, enum report_format format, const char *path)
{
    struct table_as as = {t, format};
    assert(t->filled == 0);
    return report_write_with(path, fill_table, &as);
}

/* What FAT, exFAT, NTFS or a shell would stumble over; a space is no more than a dash there. */
static bool
is_refused(unsigned char c)
{
    return c <= 0x20 || c == 0x7f || strchr("/\\:*?\"<>|'`$&;", c);
}

/* Appends the text: what is refused becomes a dash, none at the beginning and none doubled. */
static void
put_name(char *out, size_t size, const char *text)
{
    size_t n = strlen(out);
    for (; *text && n + 1 < size; text++) {
        unsigned char c = (unsigned char)*text;
        bool dash = is_refused(c) || c == '-' || (c == '.' && n == 0);
        if (!dash)
            out[n++] = (char)c;
        else if (n > 0 && out[n - 1] != '-')
            out[n++] = '-';
    }
    /* Never half a character. */
    while (*text && n > 0 && ((unsigned char)*text & 0xc0) == 0x80) {
        text--;
        n--;
    }
    out[n] = '\0';
}

static void
trim_name(char *name)
{
    size_t n = strlen(name);
    while (n > 0 && (name[n - 1] == '-' || name[n - 1] == '.'))
        name[--n] = '\0';
}

bool
report_path(char *out, size_t size, const char *folder, const struct report_table *t,
    const char *part, enum report_format format)
{
    char name[NAME_MOST] = "";
    put_name(name, sizeof name - 32, t->title);
    trim_name(name);
    if (part[0])
        put_name(name, sizeof name, "-");
    put_name(name, sizeof name, part);
    trim_name(name);
    const char *base = name[0] ? name : "zhaoxi";
    for (int i = 1; i < 1000; i++) {
        char again[16] = "";
        if (i > 1)
            snprintf(again, sizeof again, "(%d)", i);
        int n = snprintf(out, size, "%s/%s%s.%s", folder, base, again, formats[format].name);
        if (n < 0 || (size_t)n >= size)
            return false;
        struct stat there;
        if (lstat(out, &there) != 0)
            return true;
    }
    return false;
}
