package passerelle.capture.file;

/** A capture file that cannot be read further; the message is libpcap's. */
public final class CaptureFormatException extends Exception {
  CaptureFormatException(String message) {
    super(message);
  }

  /** A link type that libpcap may know. */
  static CaptureFormatException linkType(int code) {
    return new CaptureFormatException("Passerelle does not model link-type " + code);
  }
}
