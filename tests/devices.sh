#!/bin/bash
# Boots Debian's own kernel in QEMU, without KVM, with the vivid driver as a real V4L2 camera and uinput
# for hand scanners, and runs the scanner on them. `make check-devices` installs what it needs.
set -euo pipefail
B=${B:-build}
kernel=$(ls /boot/vmlinuz-* | sort -V | tail -1)
version=${kernel#/boot/vmlinuz-}
root=$(mktemp -d)
card=ZX1ABCDEFGHJKMNPQRSTVWXYZ012345678
trap 'rm -rf "$root"' EXIT

mkdir -p "$root"/{bin,dev,proc,sys,modules}
cp /bin/busybox "$root/bin/"
cp "$B/zhaoxi-scanner" "$B/tests/camera" "$B/tests/hand" "$root/bin/"
# Libraries, where the loader looks for them.
ldd "$B/zhaoxi-scanner" "$B/tests/camera" "$B/tests/hand" | grep -o '/[^ :]*\.so[^ ]*' | sort -u | while read -r lib; do
    mkdir -p "$root$(dirname "$lib")"
    cp -L "$lib" "$root$lib"
done
n=100
modprobe -S "$version" --show-depends -a evdev uinput vivid | awk '$1 == "insmod" { print $2 }' | while read -r module; do
    cp "$module" "$root/modules/$((n++))-$(basename "$module")"
done
cat >"$root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc none /proc
mount -t sysfs none /sys
mount -t devtmpfs none /dev
mkdir -p /dev/shm /tmp
vivid=$(ls /modules/*vivid*)
for module in /modules/*; do
    [ "$module" = "$vivid" ] || insmod "$module"
done
# Two webcams, and a third camera that shows what is written to an output.
insmod "$vivid" n_devs=3 node_types=0x1,0x1,0x101 num_inputs=1,1,1 input_types=0x0,0x0,0x3 \
    num_outputs=1,1,1 output_types=0x0,0x0,0x1
# A driver can't go while its device is open: unbinding it is what a pulled cable does.
for act in plug:bind unplug:unbind; do
    echo "echo vivid.0 >/sys/bus/platform/drivers/vivid/${act#*:}" >/bin/${act%:*}
    chmod +x /bin/${act%:*}
done
mkdir -p /dev/v4l/by-id
ln -s ../../video1 /dev/v4l/by-id/second
camera /bin/zhaoxi-scanner /card.y4m CARD
echo "devices: exit $?"
mkdir -p /dev/pts
mount -t devpts none /dev/pts
hand /bin/zhaoxi-scanner
echo "hand: exit $?"
poweroff -f
INIT
sed -i "s/ CARD$/ $card/" "$root/init"
chmod +x "$root/init"
"$B/tests/frames" --out "$root/card.y4m" --hold 8 --gap 2 "text:$card"
(cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) >"$B/devices.cpio.gz"
timeout 420 qemu-system-x86_64 -accel tcg -cpu max -m 1024 -smp 2 -nographic -no-reboot \
    -kernel "$kernel" -initrd "$B/devices.cpio.gz" -append "console=ttyS0 quiet loglevel=1 panic=-1" </dev/null |
    tr -d '\r' | tee "$B/devices.log"
grep -q '^devices: exit 0' "$B/devices.log" && grep -q '^hand: exit 0' "$B/devices.log"
