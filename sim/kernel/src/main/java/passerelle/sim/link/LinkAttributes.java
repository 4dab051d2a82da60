package passerelle.sim.link;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is written on a device with {@code ip link set} and shown again, and steers nothing in the
 * simulation.
 */
public final class LinkAttributes {
  /** {@code DEFAULT_TX_QUEUE_LEN}. */
  private static final int DEFAULT_QUEUE_LENGTH = 1000;

  private Optional<String> alias = Optional.empty();
  private long group;
  private int transmitQueueLength = DEFAULT_QUEUE_LENGTH;
  private Map<String, Boolean> features = Map.of();
  private boolean promiscuous;
  private boolean allMulticast;
  private boolean multicast = true;

  public Optional<String> alias() {
    return alias;
  }

  public void setAlias(String text) {
    alias = text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Number of the group that it is in, 0 unless set ({@code IFLA_GROUP}). */
  public long group() {
    return group;
  }

  public void setGroup(long number) {
    group = number;
  }

  /** Packets that may wait for the device, 1000 unless set; the engine asks for 0. */
  public int transmitQueueLength() {
    return transmitQueueLength;
  }

  public void setTransmitQueueLength(int packets) {
    transmitQueueLength = packets;
  }

  /** The offloads that were switched on or off by hand, by the kernel's names. */
  public Map<String, Boolean> features() {
    return features;
  }

  public void setFeatures(Map<String, Boolean> changed) {
    Map<String, Boolean> all = new TreeMap<>(features);
    all.putAll(changed);
    features = Collections.unmodifiableMap(all);
  }

  public boolean isPromiscuous() {
    return promiscuous;
  }

  public void setPromiscuous(boolean on) {
    promiscuous = on;
  }

  public boolean isAllMulticast() {
    return allMulticast;
  }

  public void setAllMulticast(boolean on) {
    allMulticast = on;
  }

  public boolean isMulticast() {
    return multicast;
  }

  public void setMulticast(boolean on) {
    multicast = on;
  }
}
