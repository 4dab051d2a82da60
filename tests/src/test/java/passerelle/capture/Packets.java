package passerelle.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.capture.file.CaptureFormatException;
import passerelle.capture.file.CaptureReader;
import passerelle.capture.file.CapturedPacket;

/** The packets of capture files. */
public final class Packets {
  private Packets() {}

  /** All packets of a file. */
  public static List<CapturedPacket> readAll(byte[] file) throws CaptureFormatException {
    CaptureReader reader = CaptureReader.open(file);
    List<CapturedPacket> packets = new ArrayList<>();
    for (Optional<CapturedPacket> packet = reader.next();
        packet.isPresent();
        packet = reader.next()) {
      packets.add(packet.get());
    }
    return packets;
  }
}
