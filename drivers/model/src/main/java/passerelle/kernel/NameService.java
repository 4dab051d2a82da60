package passerelle.kernel;

import java.util.List;
import passerelle.addr.IpAddress;

/**
 * Who knows the names of a network: the embedded DNS server of a container asks it for each
 * question. Its twin is libnetwork's {@code Resolver} with its backend, the sandbox
 * (libnetwork/resolver.go, sandbox.go:ResolveName).
 */
@FunctionalInterface
public interface NameService {

  /**
   * Answers one question.
   *
   * @param name the name asked for, without its final dot, in the case it came in
   * @param type the record type: {@code A}, {@code AAAA}, {@code PTR}, {@code MX}...
   */
  Answer answer(String name, String type);

  /** What to reply. */
  sealed interface Answer {}

  /**
   * Addresses or names from the engine's own knowledge, with time to live 600; none means that the
   * name exists without such a record (NOERROR).
   *
   * @param data dotted quads for A, names with their final dot for PTR
   */
  record Known(List<String> data) implements Answer {}

  /**
   * Not known here: ask the servers in turn.
   *
   * @param servers where to ask; none means SERVFAIL
   */
  record Forward(List<Server> servers) implements Answer {}

  /**
   * A server outside.
   *
   * @param address its address, port 53
   * @param fromHost asked from the host's namespace instead of the container's
   */
  record Server(IpAddress address, boolean fromHost) {}
}
