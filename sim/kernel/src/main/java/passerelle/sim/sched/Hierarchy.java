package passerelle.sim.sched;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.ClassSettings;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.QdiscSettings;

/**
 * Hierarchical token buckets (net/sched/sch_htb.c): each class has a rate of its own, and may
 * borrow of those above it what their other classes do not need.
 */
final class Hierarchy extends Qdisc {
  private static final int LEAST_QUANTUM = 1000;
  private static final int MOST_QUANTUM = 200_000;
  private static final int LEVELS = 8;

  private final QdiscSettings.Hierarchy settings;
  private final Watchdog watchdog;
  private final Fifo direct;
  private final ClassTable classes = new ClassTable();
  private final Filters filters = new Filters();
  private final Map<Integer, Handle> turns = new HashMap<>();
  private long sentDirectly;

  Hierarchy(RootQueue root, QdiscSettings.Hierarchy settings) {
    super(root);
    this.settings = settings;
    watchdog = new Watchdog(root);
    direct = new Fifo(root, new QdiscSettings.Fifo(false, 0));
  }

  @Override
  public String kind() {
    return "htb";
  }

  @Override
  public QdiscSettings settings() {
    return settings;
  }

  @Override
  void change(QdiscSettings changed) throws KernelException {
    throw new KernelException(
        Errno.EOPNOTSUPP, "Change operation not supported by specified qdisc");
  }

  @Override
  public boolean isClassful() {
    return true;
  }

  @Override
  public boolean hasClass(Handle classId) {
    return classes.find(classId.minor()).isPresent();
  }

  /** Packets that no class was found for. */
  long sentDirectly() {
    return sentDirectly;
  }

  Filters filters() {
    return filters;
  }

  List<TrafficClass> classes() {
    return classes.all();
  }

  /**
   * Makes or changes a class ({@code htb_change_class}).
   *
   * @return what is to be said of it; empty for nothing
   */
  String put(Handle name, Optional<Handle> parent, ClassSettings asked) {
    long quantum = asked.quantum() == 0 ? asked.rate() / settings.divisor() : asked.quantum();
    String word = quantum < LEAST_QUANTUM ? "small" : quantum > MOST_QUANTUM ? "big" : "";
    boolean told = asked.quantum() == 0 && !word.isEmpty();
    int fitting =
        asked.quantum() == 0
            ? (int) Math.max(LEAST_QUANTUM, Math.min(MOST_QUANTUM, quantum))
            : asked.quantum();
    ClassSettings its =
        new ClassSettings(
            asked.rate(),
            asked.ceil(),
            asked.burst(),
            asked.ceilBurst(),
            asked.priority(),
            fitting);
    Optional<TrafficClass> there = classes.find(name.minor());
    if (there.isPresent()) {
      there.get().change(its);
    } else {
      Optional<TrafficClass> above = parent.flatMap(p -> classes.find(p.minor()));
      classes.add(new TrafficClass(root(), name, above, its));
    }
    String id = Integer.toHexString(name.major() << 16 | name.minor()).toUpperCase();
    return told ? "sch_htb: quantum of class " + id + " is " + word + ". Consider r2q change." : "";
  }

  /** Removes a class ({@code htb_delete}). */
  void delete(Handle name) throws KernelException {
    TrafficClass gone =
        classes.find(name.minor()).orElseThrow(() -> new KernelException(Errno.ENOENT));
    if (!gone.isLeaf() || filters.leadTo(name)) {
      throw new KernelException(Errno.EBUSY, "HTB class in use");
    }
    gone.queue().reset();
    gone.parent.ifPresent(TrafficClass::abandon);
    classes.remove(gone);
  }

  @Override
  void graft(Handle classId, Optional<Qdisc> child) {
    classes.find(classId.minor()).ifPresent(one -> one.graft(child));
  }

  /** See {@code htb_classify}. */
  private Optional<TrafficClass> classOf(Skb skb) {
    Optional<TrafficClass> said =
        filters.find(skb).flatMap(flow -> classes.find(flow.minor())).filter(TrafficClass::isLeaf);
    return said.or(() -> classes.find(settings.usual())).filter(TrafficClass::isLeaf);
  }

  @Override
  boolean enqueue(Skb skb) {
    Optional<TrafficClass> its = classOf(skb);
    sentDirectly += its.isEmpty() ? 1 : 0;
    Qdisc queue = its.isPresent() ? its.get().queue() : direct;
    if (!queue.enqueue(skb)) {
      its.ifPresent(one -> one.statistics.dropped());
      statistics().dropped();
      return false;
    }
    its.ifPresent(one -> one.statistics.queued(skb));
    statistics().queued(skb);
    return true;
  }

  @Override
  Optional<Skb> dequeue() {
    Optional<Skb> first = direct.take();
    if (first.isPresent()) {
      statistics().sent(first.get());
      return first;
    }
    long now = root().now();
    List<TrafficClass> waiting =
        classes.all().stream()
            .filter(one -> one.isLeaf() && one.queue().peek().isPresent())
            .toList();
    for (int level = 0; level < LEVELS; level++) {
      for (int priority = 0; priority < LEVELS; priority++) {
        Optional<TrafficClass> next = next(waiting, level, priority, now);
        if (next.isPresent()) {
          return send(next.get(), level, priority, now);
        }
      }
    }
    long wait = Long.MAX_VALUE;
    for (TrafficClass one : waiting) {
      Optional<TrafficClass> at = Optional.of(one);
      while (at.isPresent()) {
        wait = Math.min(wait, at.get().waiting(now));
        at = at.get().parent;
      }
    }
    if (!waiting.isEmpty()) {
      watchdog.wakeAt(now + wait);
    }
    return Optional.empty();
  }

  /** Whose turn it is among those that one of a level pays for. */
  private Optional<TrafficClass> next(
      List<TrafficClass> waiting, int level, int priority, long now) {
    List<TrafficClass> fit = new ArrayList<>();
    for (TrafficClass one : waiting) {
      boolean paid = one.lender(now).filter(by -> by.level() == level).isPresent();
      if (paid && one.settings().priority() == priority) {
        fit.add(one);
      }
    }
    Handle turn = turns.get(level * LEVELS + priority);
    return fit.stream()
        .filter(one -> one.name.equals(turn))
        .findFirst()
        .or(() -> fit.stream().findFirst());
  }

  private Optional<Skb> send(TrafficClass from, int level, int priority, long now) {
    Skb skb = from.queue().take().orElseThrow();
    from.statistics.sent(skb);
    statistics().sent(skb);
    int key = level * LEVELS + priority;
    turns.put(key, from.name);
    from.deficit[level] -= skb.length();
    if (from.deficit[level] < 0) {
      from.deficit[level] += from.settings().quantum();
      List<TrafficClass> all = classes.all();
      turns.put(key, all.get((all.indexOf(from) + 1) % all.size()).name);
      advance(key, all, now, level, priority);
    }
    from.charge(level, skb, now, statistics());
    return Optional.of(skb);
  }

  /** The turn goes to the next one that waits. */
  private void advance(int key, List<TrafficClass> all, long now, int level, int priority) {
    int at = 0;
    while (at < all.size() && !all.get(at).name.equals(turns.get(key))) {
      at++;
    }
    for (int i = 0; i < all.size(); i++) {
      TrafficClass one = all.get((at + i) % all.size());
      boolean fits =
          one.isLeaf()
              && one.settings().priority() == priority
              && one.queue().peek().isPresent()
              && one.lender(now).filter(by -> by.level() == level).isPresent();
      if (fits) {
        turns.put(key, one.name);
        return;
      }
    }
  }

  @Override
  void reset() {
    super.reset();
    direct.reset();
    classes.all().forEach(TrafficClass::reset);
    watchdog.cancel();
  }
}
