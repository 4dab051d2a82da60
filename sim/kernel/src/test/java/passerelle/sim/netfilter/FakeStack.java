package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.netfilter.Hook;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;

/** A stack whose answers a test sets, and which remembers what netfilter asked it to send. */
final class FakeStack implements StackServices {
  final Map<IpAddress, String> types = new LinkedHashMap<>();
  final Map<String, IpAddress> addresses = new LinkedHashMap<>();
  final List<String> sent = new ArrayList<>();
  int addressesAsked;
  final List<String> log = new ArrayList<>();

  @Override
  public String netns() {
    return "host";
  }

  @Override
  public String addressType(IpAddress address, Optional<Device> device) {
    addressesAsked++;
    return types.getOrDefault(address, "UNICAST");
  }

  @Override
  public Optional<IpAddress> sourceFor(Device out, IpAddress destination) {
    return Optional.ofNullable(addresses.get(out.name()));
  }

  @Override
  public Optional<IpAddress> firstAddress(Device device) {
    return Optional.ofNullable(addresses.get(device.name()));
  }

  @Override
  public Optional<Skb> defragment(Skb skb, Hook hook) {
    return Optional.of(skb);
  }

  @Override
  public void sendIcmpError(Skb about, int type, int code) {
    sent.add("icmp " + type + "/" + code);
  }

  @Override
  public void sendReset(Skb about) {
    sent.add("reset");
  }

  @Override
  public void log(String line) {
    log.add(line);
  }
}
