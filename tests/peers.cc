#include "tests/peers.h"

#include <zbar.h> /* before ZXing, which has macros of the same names as its classes */

#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>
#include <cstring>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <string>
#include <vector>

static void
add(struct peer_found *out, const std::string &text)
{
    if (out->count == PEER_TEXTS || text.size() > PEER_TEXT_MAX)
        return;
    std::memcpy(out->text[out->count], text.c_str(), text.size() + 1);
    out->count++;
}

void
peer_zbar(struct peer_found *out, const uint8_t *px, int width, int height)
{
    static zbar::ImageScanner scanner;
    static bool ready = false;
    if (!ready) {
        scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
        scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
        ready = true;
    }
    auto side = [](int n) { return static_cast<unsigned>(n); };
    auto size = static_cast<unsigned long>(width) * side(height);
    zbar::Image image(side(width), side(height), "Y800", px, size);
    out->count = 0;
    scanner.scan(image);
    for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
        add(out, symbol->get_data());
}

void
peer_zxing(struct peer_found *out, const uint8_t *px, int width, int height)
{
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setTryHarder(true);
    hints.setTryRotate(true);
    out->count = 0;
    for (const auto &found : ZXing::ReadBarcodes({px, width, height, ZXing::ImageFormat::Lum}, hints))
        if (found.isValid())
            add(out, found.text());
}

bool
peer_opencv(const uint8_t *px, int width, int height, double x, double y)
{
    static cv::QRCodeDetector detector;
    cv::setNumThreads(1);
    cv::Mat picture(height, width, CV_8UC1, const_cast<uint8_t *>(px));
    std::vector<cv::Point2f> corners;
    try {
        detector.detectMulti(picture, corners);
    } catch (const cv::Exception &) { /* it trips over some pictures */
        return false;
    }
    for (size_t i = 0; i + 4 <= corners.size(); i += 4) {
        std::vector<cv::Point2f> quad(corners.begin() + i, corners.begin() + i + 4);
        if (cv::pointPolygonTest(quad, cv::Point2f(float(x), float(y)), false) > 0)
            return true;
    }
    return false;
}
