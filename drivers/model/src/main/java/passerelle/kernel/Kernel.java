package passerelle.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import passerelle.addr.Family;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.RouteSpec;

/**
 * The port that both kernels implement. It is made of small interfaces, so that a driver cannot
 * send packets and a probe cannot change rules.
 */
public interface Kernel extends AutoCloseable {

  Control control();

  View view();

  Spaces spaces();

  Clock clock();

  Captures captures();

  @Override
  void close();

  /** Changes the kernel's state. */
  interface Control {
    /**
     * Applies all of the plan or nothing: on failure what was applied is undone.
     *
     * @throws PlanException names the operation and namespace, and carries the error number
     */
    void apply(Plan plan) throws PlanException;
  }

  /** Reads the kernel's state. */
  interface View {
    /**
     * The state of a namespace. One that is not there has nothing in it: a container may end while
     * somebody looks at it.
     */
    NetnsSnapshot snapshot(String netns);

    boolean exists(String netns);

    /** The devices of a namespace, as in {@link NetnsSnapshot#links}. */
    default List<LinkView> links(String netns) {
      return snapshot(netns).links();
    }

    /** The device of a name, if there is one, without a look at the others where that can be. */
    default Optional<LinkView> link(String netns, String name) {
      return links(netns).stream().filter(link -> link.name().equals(name)).findFirst();
    }

    /** The routes of a namespace, as in {@link NetnsSnapshot#routes}. */
    default List<RouteSpec> routes(String netns) {
      return snapshot(netns).routes();
    }

    /** The listening sockets of a namespace, as in {@link NetnsSnapshot#sockets}. */
    default List<NetnsSnapshot.Socket> sockets(String netns) {
      return snapshot(netns).sockets();
    }

    /** A setting of a namespace, as in {@link NetnsSnapshot#sysctls}; empty when it has none. */
    default Optional<String> sysctl(String netns, String key) {
      return Optional.ofNullable(snapshot(netns).sysctls().get(key));
    }

    /** The rules of one family of a namespace, with what they have counted. */
    RulesView rules(String netns, Family family);

    /**
     * A number of a namespace that is another one after each change of its rules ({@code nft_net}'s
     * base_seq, {@code NFT_MSG_GETGEN}).
     */
    long generation(String netns);

    /** What has gone through the devices of a namespace; empty where this kernel does not count. */
    default Optional<Traffic> traffic(String netns) {
      return Optional.empty();
    }
  }

  /** The lab's time. */
  interface Clock {
    /** Nanoseconds since the lab was booted. */
    long now();

    /** Lets {@code nanos} pass, and all that happens meanwhile. */
    void advance(long nanos);

    /**
     * Stands for the time that the engine's own work takes: on a simulated kernel it passes, on a
     * real one it has passed already.
     */
    default void work(long nanos) {
      advance(nanos);
    }

    /** Calls {@code task} once, {@code nanos} from now. */
    void after(long nanos, Runnable task);

    /** Begins a task beside whatever else is going on; it may let time pass itself. */
    default void begin(Runnable task) {
      after(0, task);
    }

    /**
     * Lets time pass until a condition holds.
     *
     * @param limit nanoseconds to wait at most
     * @return whether it holds
     */
    default boolean advanceUntil(BooleanSupplier condition, long limit) {
      long end = now() + limit;
      while (!condition.getAsBoolean()) {
        long left = end - now();
        if (left <= 0) {
          return false;
        }
        advance(Math.min(left, 1_000_000));
      }
      return true;
    }
  }

  /** Sees the frames on devices. */
  interface Captures {
    /**
     * Hears every frame that passes a device, from now on; also on devices that appear later.
     *
     * @param devices which ones: asked once for each device, by namespace and name
     * @param ear called for each frame in the order in which they were seen, never concurrently
     * @throws KernelException where the kernel lets nobody listen
     */
    Capture open(Predicate<CapturedDevice> devices, Consumer<CapturedFrame> ear)
        throws KernelException;
  }

  /** A capture that goes on until it is closed; all that was seen by then has been heard. */
  interface Capture extends AutoCloseable {
    /** Frames that were too many to be heard. */
    long missed();

    @Override
    void close();
  }
}
