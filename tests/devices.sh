#!/bin/bash
# Boots Debian's own kernel in QEMU, without KVM, with the vivid driver as a real V4L2 camera and uinput
# for hand scanners, and runs the scanner on them. `make check-devices` installs what it needs.
set -euo pipefail
B=${B:-build}
kernel=$(ls /boot/vmlinuz-* | sort -V | tail -1)
version=${kernel#/boot/vmlinuz-}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

mkdir -p "$root"/{bin,dev,proc,sys,modules}
cp /bin/busybox "$root/bin/"
cp "$B/zhaoxi-scanner" "$B/tests/camera" "$B/tests/hand" "$root/bin/"
# Libraries, where the loader looks for them; libv4l2 loads its own plug-ins only if they are there.
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
echo "insmod $vivid n_devs=1 node_types=0x1" >/bin/plug
# A driver can't go while its device is open: unbinding it is what a pulled cable does.
echo "echo vivid.0 >/sys/bus/platform/drivers/vivid/unbind" >/bin/unplug
echo "echo vivid.0 >/sys/bus/platform/drivers/vivid/bind" >/bin/replug
chmod +x /bin/plug /bin/unplug /bin/replug
plug
camera /bin/zhaoxi-scanner /bin/unplug /bin/replug
echo "devices: exit $?"
mkdir -p /dev/pts
mount -t devpts none /dev/pts
hand /bin/zhaoxi-scanner
echo "hand: exit $?"
poweroff -f
INIT
chmod +x "$root/init"
(cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) >"$B/devices.cpio.gz"
timeout 420 qemu-system-x86_64 -accel tcg -cpu max -m 1024 -smp 2 -nographic -no-reboot \
    -kernel "$kernel" -initrd "$B/devices.cpio.gz" -append "console=ttyS0 quiet panic=-1" </dev/null |
    tr -d '\r' | tee "$B/devices.log"
grep -q '^devices: exit 0' "$B/devices.log" && grep -q '^hand: exit 0' "$B/devices.log"
