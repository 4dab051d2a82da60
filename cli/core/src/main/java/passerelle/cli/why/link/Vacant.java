package passerelle.cli.why.link;

import java.util.Optional;
import java.util.stream.IntStream;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;

/** Addresses of a lab that nobody has, for a device that is to get one. */
record Vacant(Lab lab) {
  /** From this length on a prefix has no address to spare (RFC 3021). */
  private static final int POINT_TO_POINT = 31;

  /** So many addresses of a subnet are looked at. */
  private static final int MANY = 254;

  /** The next hop on a segment to which a namespace sends what is for an address. */
  Optional<IpInterfaceAddress> nextHop(String netns, IpAddress asked, Segment segment) {
    return Routing.find(lab, netns, asked)
        .map(route -> route.gateway().orElse(asked))
        .filter(next -> Routing.holders(lab, next).isEmpty())
        .flatMap(
            next ->
                segment
                    .in(netns)
                    .flatMap(port -> Segment.addresses(lab, port).stream())
                    .filter(own -> own.prefix().contains(next))
                    .map(own -> new IpInterfaceAddress(next, own.length()))
                    .findFirst());
  }

  /** One of a segment's subnet. */
  Optional<IpInterfaceAddress> on(Segment segment) {
    return segment.ports().keySet().stream()
        .flatMap(port -> Segment.addresses(lab, port).stream())
        .filter(address -> address.length() < POINT_TO_POINT)
        .findFirst()
        .flatMap(this::beside);
  }

  /** One of the subnet of another. */
  Optional<IpInterfaceAddress> beside(IpInterfaceAddress neighbour) {
    IpPrefix subnet = neighbour.prefix();
    return IntStream.rangeClosed(1, MANY)
        .mapToObj(subnet.network()::plus)
        .filter(subnet::contains)
        .filter(address -> Routing.holders(lab, address).isEmpty())
        .findFirst()
        .map(address -> new IpInterfaceAddress(address, subnet.length()));
  }
}
