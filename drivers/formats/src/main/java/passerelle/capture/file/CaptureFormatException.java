package passerelle.capture.file;

/** A capture file that cannot be read further; the message is libpcap's. */
public final class CaptureFormatException extends Exception {
  private static final long serialVersionUID = 1;

  private final int offset;

  CaptureFormatException(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  /** A link type that libpcap may know. */
  static CaptureFormatException linkType(int offset, int code) {
    return new CaptureFormatException(offset, "Passerelle does not model link-type " + code);
  }

  /** Where in the file the damage begins, in octets from its start. */
  public int offset() {
    return offset;
  }
}
