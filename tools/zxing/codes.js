// Only the readers of QR and Data Matrix out of @zxing/library, bundled into web/static/web/vendor/zxing-codes.js;
// the line that builds it stands in NOTICE.
import QRCodeReader from "@zxing/library/es2015/core/qrcode/QRCodeReader.js";
import DataMatrixReader from "@zxing/library/es2015/core/datamatrix/DataMatrixReader.js";
import BinaryBitmap from "@zxing/library/es2015/core/BinaryBitmap.js";
import HybridBinarizer from "@zxing/library/es2015/core/common/HybridBinarizer.js";
import RGBLuminanceSource from "@zxing/library/es2015/core/RGBLuminanceSource.js";
import DecodeHintType from "@zxing/library/es2015/core/DecodeHintType.js";
import ResultMetadataType from "@zxing/library/es2015/core/ResultMetadataType.js";

const READERS = [["qr_code", QRCodeReader], ["data_matrix", DataMatrixReader]];
const HINTS = new Map([[DecodeHintType.TRY_HARDER, true]]);

export function decode({ data, width, height }) {
  const grey = new Uint8ClampedArray(width * height);
  for (let at = 0; at < grey.length; at += 1) grey[at] = (data[4 * at] * 306 + data[4 * at + 1] * 601 + data[4 * at + 2] * 117) >> 10;
  for (const [symbology, Reader] of READERS) {
    try {
      const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
      const found = new Reader().decode(bitmap, HINTS);
      const text = found.getText();
      const segments = found.getResultMetadata()?.get(ResultMetadataType.BYTE_SEGMENTS);
      const raw = segments && segments.length === 1 && segments[0].length === text.length ? segments[0] : new TextEncoder().encode(text);
      return { symbology, text, raw };
    } catch {
      // Not of this kind.
    }
  }
  return null;
}
