package passerelle.sim.userland.http;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.packet.Payload;
import passerelle.sim.process.LocalServer;
import passerelle.text.ByteText;

/** A connection to a Unix socket, whose server answers a request at once. */
final class LocalChannel implements Channel {
  private final LocalServer server;
  private Payload answer = Payload.EMPTY;
  private boolean refused;

  LocalChannel(LocalServer server) {
    this.server = server;
  }

  @Override
  public boolean send(Payload data, long nanos) {
    Optional<String> said = server.answer(data.text());
    refused = said.isEmpty();
    answer = Payload.of(ByteText.encode(said.orElse("")));
    return true;
  }

  @Override
  public boolean await(long nanos) {
    return true;
  }

  @Override
  public Optional<Errno> takeReadError() {
    return refused ? Optional.of(Errno.ECONNRESET) : Optional.empty();
  }

  @Override
  public boolean atEnd() {
    return answer.length() == 0;
  }

  @Override
  public Payload receive() {
    Payload taken = answer;
    answer = Payload.EMPTY;
    return taken;
  }

  @Override
  public void close() {
    answer = Payload.EMPTY;
  }
}
