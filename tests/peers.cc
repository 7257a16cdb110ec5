#include "tests/peers.h"

#include <ZXing/ReadBarcode.h>
#include <ZXing/TextUtfEncoding.h>
#include <cstdio>

int
peer_zxing(const uint8_t *px, int width, int height, char *text, size_t size)
{
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setTryHarder(true);
    hints.setTryRotate(true);
    auto result = ZXing::ReadBarcode({px, width, height, ZXing::ImageFormat::Lum}, hints);
    if (!result.isValid())
        return 0;
    std::snprintf(text, size, "%s", ZXing::TextUtfEncoding::ToUtf8(result.text()).c_str());
    return 1;
}
