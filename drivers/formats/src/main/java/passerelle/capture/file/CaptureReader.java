package passerelle.capture.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import passerelle.capture.LinkType;

/**
 * Reads a capture file packet by packet, so that what stands before a damage is still read.
 *
 * <p>All packets of a file have one link type and snapshot length, as libpcap demands.
 */
public sealed interface CaptureReader permits PcapReader, PcapngReader {

  /** The link type of all packets. */
  LinkType linkType();

  /** Most octets that were kept of a packet. */
  int snapLength();

  /** The interfaces told so far, in the order of their ids; a pcap file has one without a name. */
  List<CaptureInterface> interfaces();

  /**
   * The next packet; empty at the end.
   *
   * @throws CaptureFormatException when the file is damaged here; the reader is then at its end
   */
  Optional<CapturedPacket> next() throws CaptureFormatException;

  /**
   * Reads the header of a file, pcap or pcapng, of either byte order.
   *
   * @throws CaptureFormatException when it is neither
   */
  static CaptureReader open(byte[] file) throws CaptureFormatException {
    if (file.length < 4) {
      throw new CaptureFormatException(
          "truncated dump file; tried to read 4 file header bytes, only got " + file.length);
    }
    ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (data.getInt(0) == PcapngWriter.SECTION_HEADER) {
      return new PcapngReader(data);
    }
    return new PcapReader(data);
  }
}
