#include "cli/stick.h"

#include "cli/command.h"
#include "cli/program.h"

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* In /proc/self/mountinfo a space is \040. */
static void
unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        char octal[4] = "";
        if (from[0] == '\\' && strlen(from) >= sizeof octal) {
            memcpy(octal, from + 1, sizeof octal - 1);
            *to++ = (char)strtol(octal, NULL, 8);
            from += sizeof octal - 1;
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
}

/* What a test or an installer names instead: a folder in which each folder is a stick. */
static bool
is_under(const char *path)
{
    const char *given = getenv("ZHAOXI_MEDIA");
    const char *roots[] = {given ? given : "/media", given ? given : "/run/media"};
    for (int i = 0; i < 2; i++) {
        size_t len = strlen(roots[i]);
        if (strncmp(path, roots[i], len) == 0 && path[len] == '/')
            return true;
    }
    return false;
}

static void
take(enum stick *found, char out[STICK_PATH], const char *path)
{
    bool writable = access(path, W_OK) == 0;
    if (*found == STICK_FOUND || (*found == STICK_READ_ONLY && !writable))
        return;
    *found = writable ? STICK_FOUND : STICK_READ_ONLY;
    snprintf(out, STICK_PATH, "%s", path);
}

static enum stick
find_given(char out[STICK_PATH], const char *root)
{
    enum stick found = STICK_NONE;
    DIR *dir = opendir(root);
    for (const struct dirent *e; dir && (e = readdir(dir));) {
        char path[STICK_PATH];
        int n = snprintf(path, sizeof path, "%s/%s", root, e->d_name);
        if (e->d_name[0] != '.' && n > 0 && (size_t)n < sizeof path)
            take(&found, out, path);
    }
    if (dir)
        closedir(dir);
    return found;
}

static enum stick
find_mounted(char out[STICK_PATH])
{
    enum stick found = STICK_NONE;
    char line[8192], path[STICK_PATH];
    const char *given = getenv("ZHAOXI_MEDIA");
    if (given)
        return find_given(out, given);
    FILE *in = fopen("/proc/self/mountinfo", "re");
    while (in && fgets(line, sizeof line, in)) {
        if (sscanf(line, "%*s %*s %*s %*s %4095s", path) != 1)
            continue;
        unescape(path);
        if (is_under(path))
            take(&found, out, path);
    }
    if (in)
        fclose(in);
    return found;
}

static bool
run(char *const argv[])
{
    posix_spawn_file_actions_t actions;
    pid_t pid = 0;
    int status = -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ) == 0)
        waitpid(pid, &status, 0);
    posix_spawn_file_actions_destroy(&actions);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool
is_removable(const char *disk)
{
    char path[512];
    snprintf(path, sizeof path, "/sys/block/%.200s/removable", disk);
    FILE *in = fopen(path, "re");
    bool yes = in && fgetc(in) == '1';
    if (in)
        fclose(in);
    return yes;
}

/* The first partition of a removable disk, or the disk itself where it has none. */
static void
mount_one(const char *disk)
{
    char device[256], folder[512];
    snprintf(folder, sizeof folder, "/sys/block/%.100s/%.100s1", disk, disk);
    snprintf(device, sizeof device, "/dev/%.100s%s", disk, access(folder, F_OK) == 0 ? "1" : "");
    char *argv[] = {"udisksctl", "mount", "--no-user-interaction", "-b", device, NULL};
    run(argv);
}

static void
mount_all(void)
{
    DIR *dir = opendir("/sys/block");
    for (const struct dirent *e; dir && (e = readdir(dir));)
        if (strncmp(e->d_name, "sd", 2) == 0 && is_removable(e->d_name))
            mount_one(e->d_name);
    if (dir)
        closedir(dir);
}

enum stick
stick_find(char out[STICK_PATH])
{
    enum stick found = find_mounted(out);
    if (found != STICK_NONE || getenv("ZHAOXI_MEDIA") || !program_is_there("udisksctl"))
        return found;
    mount_all();
    return find_mounted(out);
}

int
stick_refuse(enum stick stick)
{
    return refuse("%s", stick == STICK_NONE
                            ? _("No USB stick is plugged in. Plug one in, wait a moment, and try "
                                "again.")
                            : _("The stick can only be read. Move its lock, or take another one."));
}

/* The device that holds the path: that of the longest mounted folder above it. */
static bool
device_of(char out[STICK_PATH], const char *path)
{
    char line[8192], folder[STICK_PATH], device[STICK_PATH];
    size_t longest = 0;
    FILE *in = fopen("/proc/self/mountinfo", "re");
    while (in && fgets(line, sizeof line, in)) {
        const char *more = strstr(line, " - ");
        if (!more || sscanf(line, "%*s %*s %*s %*s %4095s", folder) != 1 ||
            sscanf(more, " - %*s %4095s", device) != 1)
            continue;
        unescape(folder);
        size_t len = strlen(folder);
        if (strncmp(path, folder, len) == 0 && path[len] == '/' && len > longest) {
            longest = len;
            snprintf(out, STICK_PATH, "%s", device);
        }
    }
    if (in)
        fclose(in);
    return longest > 0;
}

bool
stick_release(const char *path)
{
    char device[STICK_PATH];
    if (!program_is_there("udisksctl") || !device_of(device, path))
        return false;
    char *argv[] = {"udisksctl", "unmount", "--no-user-interaction", "-b", device, NULL};
    return run(argv);
}
