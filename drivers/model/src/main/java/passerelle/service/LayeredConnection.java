package passerelle.service;

import java.util.Optional;
import passerelle.addr.SocketAddress;

/**
 * A connection on top of another: what passes is changed by the layer between, all else is the
 * lower one's.
 */
abstract class LayeredConnection implements Connection, Connection.Listener {
  private final Connection lower;
  private Optional<Listener> listener = Optional.empty();

  LayeredConnection(Connection lower) {
    this.lower = lower;
  }

  /** The connection below. */
  final Connection lower() {
    return lower;
  }

  /** Who is told; empty until somebody listens. */
  final Optional<Listener> listener() {
    return listener;
  }

  @Override
  public void listen(Listener newListener) {
    listener = Optional.of(newListener);
  }

  @Override
  public void drained() {
    listener.ifPresent(Listener::drained);
  }

  @Override
  public void ended() {
    listener.ifPresentOrElse(Listener::ended, lower::close);
  }

  @Override
  public void failed() {
    listener.ifPresent(Listener::failed);
  }

  @Override
  public SocketAddress local() {
    return lower.local();
  }

  @Override
  public SocketAddress peer() {
    return lower.peer();
  }

  @Override
  public boolean isCongested() {
    return lower.isCongested();
  }

  @Override
  public void read(boolean on) {
    lower.read(on);
  }

  @Override
  public void finish() {
    lower.finish();
  }

  @Override
  public void close() {
    lower.close();
  }

  @Override
  public void after(long nanos, Runnable action) {
    lower.after(nanos, action);
  }

  @Override
  public void work(long nanos, Runnable action) {
    lower.work(nanos, action);
  }

  @Override
  public void setNoDelay(boolean on) {
    lower.setNoDelay(on);
  }
}
