package passerelle.scenarios.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.packet.EthernetFrame;
import passerelle.packet.IpPacket;

/**
 * A frame with what of it is compared.
 *
 * @param fields in the order of the headers
 */
record ReadFrame(Frame frame, List<Field> fields) {
  /** What must be equal even before it is known which random value plays which part. */
  String shape() {
    return fields.stream().map(Field::shape).collect(Collectors.joining(" "));
  }

  Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /** The value of a field that is a number; 0 when it is not there. */
  long number(String name) {
    return field(name).map(f -> Long.parseLong(f.value())).orElse(0L);
  }

  Optional<IpPacket> ip() {
    return frame
        .innermost()
        .map(EthernetFrame::packet)
        .filter(IpPacket.class::isInstance)
        .map(IpPacket.class::cast);
  }
}
