package passerelle.netfilter;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;

/** Names for ports and addresses: what /etc/services, /etc/hosts and /etc/networks tell. */
public interface NameService {

  /** No names at all: everything is a number. */
  NameService NONE =
      new NameService() {
        @Override
        public OptionalInt port(String name, String protocol) {
          return OptionalInt.empty();
        }

        @Override
        public Optional<String> service(int port, String protocol) {
          return Optional.empty();
        }

        @Override
        public Optional<String> host(IpAddress address) {
          return Optional.empty();
        }

        @Override
        public Optional<IpAddress> address(String host, Family family) {
          return Optional.empty();
        }
      };

  /** The port of a service; an empty protocol asks for any. */
  OptionalInt port(String name, String protocol);

  /** The service at a port; an empty protocol asks for any. */
  Optional<String> service(int port, String protocol);

  /** The name of a host or network. */
  Optional<String> host(IpAddress address);

  /** The address of a host. */
  Optional<IpAddress> address(String host, Family family);
}
