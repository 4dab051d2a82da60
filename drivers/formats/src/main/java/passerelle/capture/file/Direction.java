package passerelle.capture.file;

/** Which way a packet went through the device that it was captured on. */
public enum Direction {
  UNKNOWN,
  INBOUND,
  OUTBOUND
}
