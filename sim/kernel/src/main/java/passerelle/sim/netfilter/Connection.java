package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.kernel.ConnectionView;
import passerelle.packet.IpProtocol;
import passerelle.sim.uapi.Flow;
import passerelle.sim.uapi.FlowChange;

/**
 * A connection that is tracked ({@code struct nf_conn}): its two directions, its status, and what
 * the tracker of its protocol remembers. The reply tuple is the inverse of the original one until
 * NAT changes it.
 */
public final class Connection {
  private final long id;
  private final Tuple original;
  private Tuple reply;
  private String originalText = "";
  private String replyText = "";
  private boolean confirmed;
  private boolean dying;
  private boolean seenReply;
  private boolean assured;
  private boolean sourceNat;
  private boolean destinationNat;
  private boolean sourceNatDone;
  private boolean destinationNatDone;
  private int masqueradeDevice;
  private int mark;
  private long timeout;
  private long deadline;
  private long streamFrom;
  private boolean changed;
  private final TcpMemory tcp;
  private final Optional<Connection> some = Optional.of(this);
  private final Tracking[] trackings = new Tracking[PacketState.values().length];

  Connection(long id, Tuple original) {
    this.id = id;
    this.original = original;
    reply = original.inverse();
    tcp = original.protocol() == IpProtocol.TCP ? new TcpMemory() : TcpMemory.UNUSED;
  }

  /** What a packet that is this to the connection carries with it. */
  Tracking tracking(PacketState state) {
    Tracking known = trackings[state.ordinal()];
    if (known == null) {
      known = new Tracking(this, state);
      trackings[state.ordinal()] = known;
    }
    return known;
  }

  /** The connection where there may be none, for a packet's path: made once. */
  Optional<Connection> some() {
    return some;
  }

  /** A number that no other connection of the namespace has. */
  public long id() {
    return id;
  }

  /** The tuple of the first packet as it came. */
  public Tuple original() {
    return original;
  }

  /** The tuple that answers have when they come. */
  public Tuple reply() {
    return reply;
  }

  void setReply(Tuple value) {
    reply = value;
    replyText = "";
  }

  /** The original tuple as steps of packets tell it; worded once, for many packets. */
  String originalText() {
    if (originalText.isEmpty()) {
      originalText = original.toString();
    }
    return originalText;
  }

  /** The reply tuple, likewise. */
  String replyText() {
    if (replyText.isEmpty()) {
      replyText = reply.toString();
    }
    return replyText;
  }

  Tuple tuple(boolean replyDirection) {
    return replyDirection ? reply : original;
  }

  public int protocol() {
    return original.protocol();
  }

  /** Its first packet has left or arrived: it is in the table. */
  public boolean isConfirmed() {
    return confirmed;
  }

  void setConfirmed() {
    confirmed = true;
  }

  /** It was taken out of the table. */
  boolean isDying() {
    return dying;
  }

  void setDying() {
    dying = true;
  }

  /** It has been answered. */
  public boolean hasSeenReply() {
    return seenReply;
  }

  void setSeenReply() {
    changed |= !seenReply;
    seenReply = true;
  }

  /** It is not the first to go when the table is full. */
  public boolean isAssured() {
    return assured;
  }

  void setAssured() {
    changed |= !assured;
    assured = true;
  }

  /** The source of its original direction is rewritten. */
  public boolean isSourceNat() {
    return sourceNat;
  }

  /** The destination of its original direction is rewritten. */
  public boolean isDestinationNat() {
    return destinationNat;
  }

  void setNat(boolean source) {
    if (source) {
      sourceNat = true;
    } else {
      destinationNat = true;
    }
  }

  /** Whether NAT has decided about the source or the destination ({@code nf_nat_initialized}). */
  boolean isNatDone(boolean source) {
    return source ? sourceNatDone : destinationNatDone;
  }

  void setNatDone(boolean source) {
    if (source) {
      sourceNatDone = true;
    } else {
      destinationNatDone = true;
    }
  }

  /** Index of the device whose address a masqueraded connection uses; 0 for none. */
  int masqueradeDevice() {
    return masqueradeDevice;
  }

  void setMasqueradeDevice(int index) {
    masqueradeDevice = index;
  }

  public int mark() {
    return mark;
  }

  public void setMark(int value) {
    changed |= mark != value;
    mark = value;
  }

  /** Sets how many nanoseconds it lives on from {@code now} ({@code nf_ct_refresh}). */
  void refresh(long now, long nanoseconds) {
    timeout = nanoseconds;
    deadline = now + nanoseconds;
  }

  /** The life begins anew when it enters the table. */
  void start(long now) {
    deadline = now + timeout;
  }

  boolean isExpired(long now) {
    return now >= deadline;
  }

  /** Seconds that it is still remembered, rounded down. */
  long secondsLeft(long now) {
    return Math.max(0, deadline - now) / passerelle.sim.core.EventLoop.SECOND;
  }

  /** As programs are told of it ({@code ctnetlink_fill_info}). */
  public Flow flow(long now) {
    return new Flow(id, sourceNat, destinationNat, view(now));
  }

  /** As every kernel shows it. */
  public ConnectionView view(long now) {
    boolean isTcp = protocol() == IpProtocol.TCP;
    Optional<String> state = isTcp ? Optional.of(tcp.state().name()) : Optional.empty();
    return new ConnectionView(
        state, original.view(), reply.view(), seenReply, assured, mark, secondsLeft(now));
  }

  /** Makes it what a process says ({@code ctnetlink_change_conntrack}). */
  void change(FlowChange told, long now) {
    told.seconds().ifPresent(s -> refresh(now, s * passerelle.sim.core.EventLoop.SECOND));
    told.mark().ifPresent(this::setMark);
    assured |= told.assured();
    seenReply |= told.answered();
    told.state().ifPresent(word -> tcp.setState(TcpState.valueOf(word)));
    changed = true;
  }

  /** UDP: from when on packets both ways make it a stream. */
  long streamFrom() {
    return streamFrom;
  }

  void setStreamFrom(long time) {
    streamFrom = time;
  }

  /** Something has changed that user space is to hear of. */
  void noteChange() {
    changed = true;
  }

  /** Whether something has changed since this was asked last. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  TcpMemory tcp() {
    return tcp;
  }

  /** State of a TCP connection; NONE for other protocols. */
  public TcpState tcpState() {
    return tcp.state();
  }
}
