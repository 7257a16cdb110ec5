# Zhaoxi: one Makefile, read top to bottom. `make help` lists what a person would type.
#
# Every folder becomes a static library (build/lib<folder>.a) of all its .c files but main.c;
# a program is its folder's main.c and the libraries it may use; a test is tests/test_NAME.c and
# all of them. SAN=1 builds the same with AddressSanitizer and UBSan into build/san.

.DEFAULT_GOAL := help
SHELL := /bin/bash
SAN ?=
B := build$(if $(SAN),/san)
ifeq ($(origin CC),default)
CC := gcc
endif
comma := ,

PKGS := sdl2 SDL2_mixer cairo pango pangocairo librsvg-2.0 fontconfig sqlite3 libqrencode zbar \
	libv4l2 libsodium icu-i18n icu-uc
WARN := -std=c11 -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wformat=2 -Wpointer-arith -Wvla
SANFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all)
INCLUDES := -D_GNU_SOURCE -I. -Ibuild/gen $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
CFLAGS += -O2 -g -fno-omit-frame-pointer $(WARN) $(SANFLAGS)
LDFLAGS += -Wl,--as-needed $(SANFLAGS)
LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm -lpthread

SOURCES := $(wildcard db/*.c scanner/*.c kiosk/*.c cli/*.c tests/*.c)
lib_objects = $(patsubst %.c,$(B)/%.o,$(filter-out %/main.c,$(wildcard $(1)/*.c)))
ARCHIVES := $(foreach f,db scanner kiosk cli,$(B)/lib$(f).a)
PROGRAMS := $(B)/zhaoxi $(B)/zhaoxi-kiosk $(B)/zhaoxi-scanner
TESTS := $(patsubst %.c,$(B)/%,$(wildcard tests/test_*.c))
TOOLS := $(B)/tests/frames $(B)/tests/bench_main
GENERATED := build/gen/queries.inc build/gen/migrations.inc
LOCALE := build/locale/zh_CN/LC_MESSAGES/zhaoxi.mo

.PHONY: all build help
## build: everything, into build/
build: $(PROGRAMS) $(LOCALE)
all: build $(TESTS) $(TOOLS)

build/gen/queries.inc: db/queries.sql db/query.awk
	@mkdir -p $(@D)
	@awk -f db/query.awk $< > $@.new && mv $@.new $@

# Each migration becomes one C string, a line of SQL a line.
build/gen/migrations.inc: $(sort $(wildcard db/migrations/*.sql))
	@mkdir -p $(@D)
	@for f in $^; do sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$/\\n"/' $$f; echo ,; done > $@.new
	@mv $@.new $@

$(LOCALE): $(wildcard assets/po/*.zh_CN.po)
	@mkdir -p $(@D)
	msgcat --use-first $^ | msgfmt -c -o $@ -

$(B)/%.o: %.c Makefile | $(GENERATED)
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(CC) $(INCLUDES) $(CFLAGS) -MMD -MP -c -o $@ $<

define archive
$(B)/lib$(1).a: $(call lib_objects,$(1))
	@rm -f $$$$@ && ar rcs $$@ $$^
endef
$(foreach f,db scanner kiosk cli,$(eval $(call archive,$(f))))

link = @echo "  LINK $@" && $(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group \
	$(LIBS)

$(B)/zhaoxi: $(B)/cli/main.o $(B)/libcli.a $(B)/libscanner.a $(B)/libdb.a
	$(link)
$(B)/zhaoxi-kiosk: $(B)/kiosk/main.o $(B)/libkiosk.a $(B)/libscanner.a $(B)/libdb.a
	$(link)
$(B)/zhaoxi-scanner: $(B)/scanner/main.o $(B)/libscanner.a
	$(link)
$(B)/tests/test_%: $(B)/tests/test_%.o $(B)/tests/world.o $(ARCHIVES)
	$(link) -lcmocka
$(B)/tests/frames: $(B)/tests/frames.o
	$(link)
$(B)/tests/bench_%: $(B)/tests/bench_%.o $(B)/tests/world.o $(ARCHIVES)
	$(link)

.SECONDARY:

-include $(patsubst %.c,$(B)/%.d,$(SOURCES))
