package io.grantway.authserver.login;

/// A text for a camera to read (ISO/IEC 18004), as the shape of an SVG.
///
/// @param size of the square, its quiet zone included
/// @param path of its dark parts
public record QrCode(int size, String path) {
    private static final int QUIET = 4;

    static QrCode of(String text) {
        io.nayuki.qrcodegen.QrCode code =
                io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            int x = 0;
            while (x < code.size) {
                int start = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > start) {
                    int width = x - start;
                    path.append('M').append(start + QUIET).append(' ').append(y + QUIET);
                    path.append('h').append(width).append("v1h-").append(width).append('z');
                }
                x++;
            }
        }
        return new QrCode(code.size + 2 * QUIET, path.toString());
    }

    /// Without the shape, which holds the text.
    @Override
    public String toString() {
        return "QrCode[" + size + "]";
    }
}
