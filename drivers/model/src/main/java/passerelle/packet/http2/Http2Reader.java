package passerelle.packet.http2;

import java.util.Optional;
import passerelle.packet.Payload;

/** Cuts frames out of what comes. */
public final class Http2Reader {
  private Payload unread = Payload.EMPTY;

  /** Takes octets that came. */
  public void add(Payload octets) {
    unread = unread.plus(octets);
  }

  /** Takes the client's preface away; whether it has come. */
  public boolean skipPreface() {
    int length = Http2Frame.PREFACE.length();
    if (unread.length() < length) {
      return false;
    }
    unread = unread.slice(length, unread.length());
    return true;
  }

  /** The next frame, once it is whole. */
  public Optional<Http2Frame> next() {
    if (unread.length() < Http2Frame.HEADER) {
      return Optional.empty();
    }
    int end = Http2Frame.HEADER + (unread.at(0) << 16 | unread.at(1) << 8 | unread.at(2));
    if (unread.length() < end) {
      return Optional.empty();
    }
    int stream = unread.at(5) << 24 | unread.at(6) << 16 | unread.at(7) << 8 | unread.at(8);
    Payload content = unread.slice(Http2Frame.HEADER, end);
    Http2Frame frame = new Http2Frame(unread.at(3), unread.at(4), stream, content);
    unread = unread.slice(end, unread.length());
    return Optional.of(frame);
  }
}
