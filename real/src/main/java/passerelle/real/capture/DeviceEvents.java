package passerelle.real.capture;

import java.util.function.Consumer;
import passerelle.kernel.CapturedDevice;

/**
 * Who makes devices, moves them and sets them up, and tells of it before doing the next thing, so
 * that a capture misses none of their frames.
 */
@FunctionalInterface
public interface DeviceEvents {
  /** Calls {@code ear}, from now on, for each device that has been made, moved or set up. */
  void onDevice(Consumer<CapturedDevice> ear);
}
