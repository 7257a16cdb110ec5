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
	libv4lconvert libsodium libseccomp icu-i18n icu-uc libzstd jansson libcurl libmicrohttpd gnutls libpq
WARN := -std=c11 -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wformat=2 -Wpointer-arith -Wvla
SANFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined$(comma)float-cast-overflow -fno-sanitize-recover=all)
INCLUDES := -D_GNU_SOURCE -I. -Ibuild/gen $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
CFLAGS += -O2 -g -fno-omit-frame-pointer $(WARN) $(SANFLAGS)
LDFLAGS += -Wl,--as-needed $(SANFLAGS)
LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcups -lxlsxwriter -lm -lpthread

FOLDERS := db wire report scanner kiosk cli hub
SOURCES := $(wildcard $(FOLDERS:%=%/*.c) tests/*.c tests/fuzz/*.c)
lib_objects = $(patsubst %.c,$(B)/%.o,$(filter-out %/main.c,$(wildcard $(1)/*.c)))
ARCHIVES := $(foreach f,db wire report scanner kiosk,$(B)/lib$(f).a)
CLI_TESTS := $(patsubst %.c,$(B)/%,$(wildcard tests/test_cli_*.c tests/test_csv.c tests/test_import.c tests/test_sheet.c))
HUB_TESTS := $(patsubst %.c,$(B)/%,$(wildcard tests/test_hub_*.c))
PROGRAMS := $(B)/zhaoxi $(B)/zhaoxi-kiosk $(B)/zhaoxi-scanner $(B)/zhaoxi-hub
TESTS := $(patsubst %.c,$(B)/%,$(wildcard tests/test_*.c))
TOOLS := $(B)/tests/frames $(B)/tests/bench_main $(B)/tests/camera $(B)/tests/hand $(B)/tests/demo_days $(B)/tests/fault_proxy \
	$(B)/tests/hub_once $(B)/tests/office
GENERATED := build/gen/queries.inc build/gen/migrations.inc build/gen/spoken.inc build/gen/store.inc
LOCALE := build/locale/zh_CN/LC_MESSAGES/zhaoxi.mo

.PHONY: all build help
## build: everything, into build/
build: $(PROGRAMS) $(LOCALE)
all: build $(TESTS) $(TOOLS)

build/gen/queries.inc: db/queries.sql db/query.awk
	@mkdir -p $(@D)
	@awk -f db/query.awk $< > $@.new && mv $@.new $@

build/gen/store.inc: hub/store.sql db/query.awk
	@mkdir -p $(@D)
	@awk -f db/query.awk $< > $@.new && mv $@.new $@

# Each migration becomes one C string, a line of SQL a line.
build/gen/migrations.inc: $(sort $(wildcard db/migrations/*.sql))
	@mkdir -p $(@D)
	@for f in $^; do sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$/\\n"/' $$f; echo ,; done > $@.new
	@mv $@.new $@

# A sentence that is read out, and its pinyin.
build/gen/spoken.inc: assets/spoken.txt
	@mkdir -p $(@D)
	@sed -n '/^#/d; s/\(..*\)|\(..*\)/{"\1", "\2"},/p' $< > $@.new && mv $@.new $@

$(LOCALE): $(wildcard assets/po/*.zh_CN.po)
	@mkdir -p $(@D)
	msgcat --use-first $^ | msgfmt -c -o $@ -

$(B)/%.o: %.c Makefile | $(GENERATED)
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(CC) $(INCLUDES) $(CFLAGS) -MMD -MP -c -o $@ $<

# Every pixel of every frame passes through the one, every module a hundred times through the other.
$(B)/scanner/prepare.o $(B)/scanner/unblur.o: CFLAGS += -O3

define archive
$(B)/lib$(1).a: $(call lib_objects,$(1))
	@rm -f $$$$@ && ar rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call archive,$(f))))

link = @echo "  LINK $@" && $(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group \
	$(LIBS)

$(B)/zhaoxi: $(B)/cli/main.o $(B)/libcli.a $(B)/libreport.a $(B)/libwire.a $(B)/libscanner.a $(B)/libdb.a
	$(link)
$(B)/zhaoxi-kiosk: $(B)/kiosk/main.o $(B)/libkiosk.a $(B)/libreport.a $(B)/libscanner.a $(B)/libdb.a
	$(link)
$(B)/zhaoxi-hub: $(B)/hub/main.o $(B)/libhub.a $(B)/libreport.a $(B)/libwire.a $(B)/libscanner.a $(B)/libdb.a
	$(link)
$(B)/zhaoxi-scanner: $(B)/scanner/main.o $(B)/libscanner.a
	$(link)
$(B)/tests/test_%: $(B)/tests/test_%.o $(B)/tests/world.o $(ARCHIVES)
	$(link) -lcmocka
$(CLI_TESTS): $(B)/libcli.a
$(HUB_TESTS): $(B)/libhub.a $(B)/tests/hub_world.o $(B)/tests/hub_kiosk.o $(B)/tests/hub_client.o
# Tries a real scanner with a ZBar that obeys hostile codes: of the build without sanitizers.
$(B)/tests/test_walls: $(B)/tests/holder.o | build/tests/fault_zbar.so
$(B)/tests/test_bad_input: $(B)/tests/holder.o
$(B)/tests/test_summaries: $(B)/tests/past.o
$(B)/tests/bench_walls: $(B)/tests/holder.o | build/tests/fault_zbar.so
build/tests/fault_zbar.so: tests/fault_zbar.c scanner/wire.h
	@mkdir -p $(@D)
	@$(CC) $(INCLUDES) -O2 -g $(WARN) -shared -fPIC -o $@ $<
$(B)/tests/frames: $(B)/tests/frames.o
	$(link)
# Frames are made in floating point, a million pixels each. The peers are C++ and of no use elsewhere.
KIOSK_SET := $(patsubst %,$(B)/tests/%.o,canvas lens held pose kiosk_set kiosk_video)
$(KIOSK_SET): CFLAGS += -O3
$(B)/tests/test_kiosk_set: $(KIOSK_SET)
DRAWN := $(patsubst %,$(B)/tests/%.o,canvas drawn held lens pose)
DRAWN_TESTS := $(patsubst %,$(B)/tests/test_%,finder grid prepare unblur watch)
$(DRAWN_TESTS): $(DRAWN)
$(DRAWN_TESTS) $(B)/tests/test_kiosk_set $(B)/tests/bench_scanner: LIBS += -ljpeg
$(B)/tests/peers.o: tests/peers.cc tests/peers.h
	@mkdir -p $(@D)
	@g++ -I. -isystem /usr/include/opencv4 -std=c++17 -O2 -Wall -Wextra -Werror -c -o $@ $<
$(B)/tests/bench_scanner: $(patsubst %,$(B)/tests/%.o,bench_scanner lookers peers photo_set tally video_run) \
		$(KIOSK_SET) $(B)/libscanner.a
	$(link) -lZXing -lopencv_objdetect -lopencv_imgproc -lopencv_core -lstdc++
$(B)/tests/camera: $(B)/tests/camera.o $(B)/libscanner.a
	$(link)
$(B)/tests/voice: $(B)/tests/voice.o $(ARCHIVES)
	$(link)
$(B)/tests/demo_days: $(B)/tests/demo_days.o $(B)/libdb.a
	$(link)
$(B)/tests/office: $(B)/tests/office.o $(B)/libhub.a $(ARCHIVES)
	$(link)
$(B)/tests/hand: $(B)/tests/hand.o $(B)/libscanner.a
	$(link)
$(B)/tests/bench_summaries: $(B)/tests/bench_past.o
$(B)/tests/hub_once: $(B)/tests/hub_once.o $(B)/tests/hub_kiosk.o $(B)/libhub.a $(ARCHIVES)
	$(link) -lcmocka
$(B)/tests/bench_hub: $(B)/tests/bench_hub.o $(B)/tests/bench_past.o $(B)/tests/hub_kiosk.o $(B)/libhub.a $(ARCHIVES)
	$(link) -lcmocka
$(B)/tests/fault_proxy: $(B)/tests/fault_proxy.o
	$(link)
$(B)/tests/bench_%: $(B)/tests/bench_%.o $(B)/tests/world.o $(ARCHIVES)
	$(link)

# What drives Chromium in tests/e2e/web.sh, as its lock file has it.
build/web/node_modules/.done: tests/web/package.json tests/web/package-lock.json
	@mkdir -p build/web
	@cp $^ tests/web/.npmrc build/web/
	@cd build/web && npm ci --ignore-scripts --silent
	@touch $@

## run: installs what is missing, builds, opens the kiosk on demo data
run:
	@packaging/install-packages build run
	@$(MAKE) --no-print-directory build $(B)/tests/frames
	@packaging/run-demo $(B)

## run-hub: the township's hub on demo data beside the kiosk, which is paired with it and uploads
run-hub:
	@packaging/install-packages build run
	@$(MAKE) --no-print-directory build $(B)/tests/frames $(B)/tests/demo_days
	@packaging/run-hub-demo $(B)

## check: installs what is missing, builds, and runs every test and check
check:
	@packaging/install-packages build run test
	@$(MAKE) --no-print-directory build/web/node_modules/.done
	@$(MAKE) --no-print-directory -j$(shell nproc) all
	@$(MAKE) --no-print-directory -j$(shell nproc) SAN=1 all
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory fuzz SECONDS=20
	@$(MAKE) --no-print-directory test

# Tests print TAP, which Perl's prove reads. Unit tests run with sanitizers, the flows through the
# whole product on the build that ships.
## test: the tests alone, on what is built
test: export CMOCKA_MESSAGE_OUTPUT = TAP
test: export ASAN_OPTIONS = detect_leaks=0
test: export LC_ALL = C.UTF-8
test:
	B=build/san prove -j$(shell nproc) --exec '' $(patsubst %.c,build/san/%,$(wildcard tests/test_*.c))
	B=build prove -j$(shell nproc) --exec bash $(wildcard tests/e2e/*.sh)

# libFuzzer is clang's: its own build of the same rules, in build/fuzz.
## fuzz: broken pictures, streams, cards and messages for SECONDS=n, by libFuzzer
SECONDS ?= 60
FUZZ := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))
FUZZ_FLAGS := -fsanitize=fuzzer-no-link,address,undefined,float-cast-overflow -fno-sanitize-recover=all
fuzz-build:
	@packaging/install-packages build test
	@$(MAKE) --no-print-directory -j$(shell nproc) B=build/fuzz CC=clang SANFLAGS="$(FUZZ_FLAGS)" fuzz-programs
fuzz-programs: $(FUZZ:%=$(B)/tests/fuzz/%) ; @:
fuzz: fuzz-build
	@nice bash tests/fuzz.sh $(SECONDS)
# Of the inputs that `make fuzz` has found, those that reach code which no kept one reaches.
fuzz-keep: fuzz-build
	@for name in $(FUZZ); do \
		build/fuzz/tests/fuzz/$$name -set_cover_merge=1 -close_fd_mask=3 tests/fuzz/corpus/$$name build/fuzz/inputs/$$name \
			|| exit 1; \
	done
$(B)/tests/fuzz/hub_request: $(B)/libhub.a $(B)/libreport.a $(B)/libdb.a
$(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(B)/libscanner.a $(B)/libwire.a $(B)/db/base32.o
	$(link) -fsanitize=fuzzer

## check-devices: the scanner on a real V4L2 camera (vivid) and input devices, in a virtual machine
check-devices:
	@packaging/install-packages build test devices
	@$(MAKE) --no-print-directory all
	bash tests/devices.sh

## check-voice: every sentence that is said, measured and, in English, understood by a machine; a minute
check-voice:
	@packaging/install-packages build voice
	@$(MAKE) --no-print-directory $(B)/tests/voice
	B=$(B) LC_ALL=C.UTF-8 prove --exec bash tests/check_voice.sh

## soak: kills the writer COUNT times in the middle of its work, and counts what is left
COUNT ?= 2000
soak: all
	ZHAOXI_KILLS=$(COUNT) $(B)/tests/test_power

## check-summaries: every figure of COUNT=n invented histories against a model of them (SEED=n)
check-summaries: COUNT = 200
check-summaries:
	@packaging/install-packages build test
	@$(MAKE) --no-print-directory $(B)/tests/test_summaries
	@ZHAOXI_HISTORIES=$(COUNT) ZHAOXI_SEED=$(SEED) $(B)/tests/test_summaries

## soak-hub: COUNT events from 4 kiosks through a bad network to a hub that is killed at random
soak-hub: COUNT = 1000000
soak-hub: all
	B=$(B) COUNT=$(COUNT) bash tests/e2e/hub_once.sh

## monkey: COUNT=n random touches, keys and cards through the kiosk under AddressSanitizer (SEED=n)
monkey: COUNT = 100000
SEED ?= 1
monkey:
	@packaging/install-packages build run test
	@$(MAKE) --no-print-directory -j$(shell nproc) build
	@$(MAKE) --no-print-directory -j$(shell nproc) SAN=1 build
	B=build/san ASAN_OPTIONS=detect_leaks=0 COUNT=$(COUNT) SEED=$(SEED) bash tests/e2e/monkey.sh

## lint: layers, layout, static analysis, translations
lint: check-layers check-format check-words check-tidy check-cppcheck check-headers

check-layers:
	@bash tests/layers.sh

check-format:
	@clang-format --dry-run -Werror $(SOURCES) $(wildcard */*.h)

# Every sentence of a folder is in its catalogue, translated.
check-words: $(LOCALE)
	@for folder in db report kiosk cli hub; do \
		xgettext --force-po --from-code=UTF-8 -k_ -kN_ -kdngettext:2,3 -kngettext:1,2 -o build/gen/$$folder.pot $$(ls $$folder/*.c $$folder/*.h 2>/dev/null) && \
		msgcmp --use-untranslated assets/po/$$folder.zh_CN.po build/gen/$$folder.pot 2>build/gen/words.log || \
		{ cat build/gen/words.log >&2; exit 1; }; \
		! msgattrib --untranslated assets/po/$$folder.zh_CN.po | grep -q 'msgid "..*"' || exit 1; \
	done

TIDY := $(patsubst %.c,build/tidy/%.ok,$(filter-out tests/%,$(SOURCES)))
check-tidy: ; @$(MAKE) --no-print-directory -j$(shell nproc) $(TIDY)
build/tidy/%.ok: %.c .clang-tidy | $(GENERATED)
	@mkdir -p $(@D)
	@echo "  TIDY $<"
	@clang-tidy --quiet $< -- $(INCLUDES) -std=c11 2>build/tidy/log.$(subst /,_,$<) >&2 && touch $@ || \
		{ cat build/tidy/log.$(subst /,_,$<) >&2; exit 1; }

# NULL is a pointer in POSIX, so it may end a list of arguments (varFuncNullUB).
check-cppcheck:
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
		--error-exitcode=1 --suppress=missingIncludeSystem --suppress=varFuncNullUB -I. -Ibuild/gen $(FOLDERS)

# Each header stands alone.
check-headers: | $(GENERATED)
	@for h in $(wildcard $(FOLDERS:%=%/*.h)); do \
		echo "#include \"$$h\"" | $(CC) $(INCLUDES) -std=c11 -Wall -Werror -fsyntax-only -x c - || exit 1; \
	done

## bench: every figure; bench-main alone with `make bench-main`
bench: bench-main bench-scanner bench-walls bench-ui bench-staff bench-summaries bench-hub bench-fifty
bench-main:
	@packaging/install-packages build run test >&2
	@$(MAKE) --no-print-directory build $(TOOLS) >&2
	@tests/bench_main.sh

# A class alone, another seed, CPU time on a busy machine, the frames as files to look at:
# build/tests/bench_scanner --class moved --cpu 60 7; --write FOLDER; its source's head tells all.
bench-scanner:
	@packaging/install-packages build bench >&2
	@$(MAKE) --no-print-directory $(B)/tests/bench_scanner >&2
	@$(B)/tests/bench_scanner

bench-walls:
	@packaging/install-packages build test >&2
	@$(MAKE) --no-print-directory build $(B)/tests/bench_walls >&2
	@$(B)/tests/bench_walls

bench-ui:
	@packaging/install-packages build run test >&2
	@$(MAKE) --no-print-directory build $(B)/tests/bench_ui $(B)/tests/frames >&2
	@tests/bench_ui.sh

bench-staff:
	@packaging/install-packages build run test >&2
	@$(MAKE) --no-print-directory build $(B)/tests/bench_staff >&2
	@tests/bench_staff.sh

# Makes 7 million events the first time, in build/bench-summaries: a few minutes.
bench-summaries:
	@packaging/install-packages build test >&2
	@$(MAKE) --no-print-directory $(B)/tests/bench_summaries >&2
	@mkdir -p build/bench-summaries && LC_ALL=C.UTF-8 $(B)/tests/bench_summaries build/bench-summaries

# EVENTS=n of the backlog, ROWS=n of the growth: 200,000 and 10 million.
bench-hub:
	@packaging/install-packages build run test >&2
	@$(MAKE) --no-print-directory build $(B)/tests/bench_hub $(B)/tests/hub_once >&2
	@tests/bench_hub.sh

# SCREENS='home me' takes those alone; tests/screens.list has them all.
## screenshots: every screen in each language and size, into build/screenshots/index.html
screenshots:
	@packaging/install-packages build run test
	@$(MAKE) --no-print-directory build
	@B=build nice bash tests/screenshots.sh $(SCREENS)

# Fifty children pass one kiosk in real time: takes minutes.
bench-fifty:
	@packaging/install-packages build run test >&2
	@$(MAKE) --no-print-directory build $(B)/tests/frames >&2
	@tests/bench_fifty.sh

## clean: removes build/, the demo included
clean:
	rm -rf build

help:
	@echo 'make run and make check are all that a newcomer needs.'; sed -n 's/^## /  make /p' Makefile


.PHONY: run run-hub check check-summaries check-voice test fuzz fuzz-build fuzz-programs fuzz-keep soak soak-hub \
	monkey check-devices lint check-layers check-format check-words check-tidy check-cppcheck \
	check-headers bench bench-main bench-scanner bench-walls bench-ui bench-staff bench-summaries bench-hub \
	bench-fifty screenshots clean

.SECONDARY:

-include $(patsubst %.c,$(B)/%.d,$(SOURCES))
