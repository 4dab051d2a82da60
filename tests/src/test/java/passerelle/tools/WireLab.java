package passerelle.tools;

/** A host with a wire to a namespace {@code w}, and guests on the host's end of it. */
final class WireLab implements AutoCloseable {
  private final ToolLab lab = new ToolLab();

  WireLab() {
    run("ip link add v0 address 02:00:00:00:00:10 type veth peer name v1");
    run("ip addr add 10.0.0.10/24 dev v0");
    run("ip link set v0 up");
    run("ip netns add w");
    run("ip link set v1 netns w");
    run("ip -n w link set v1 up");
    run("ip -n w addr add 10.0.0.1/24 dev v1");
  }

  ToolLab.Result run(String line) {
    return lab.run(line);
  }

  /**
   * Makes a guest, in a namespace that is called as it is.
   *
   * @param type and its options, as {@code ip link add} has them
   * @param address with the length of its prefix
   */
  void guest(String name, String type, String address) {
    run("ip netns add " + name);
    run("ip link add link v0 name " + name + " netns " + name + " type " + type);
    run("ip -n " + name + " addr add " + address + " dev " + name);
    run("ip -n " + name + " link set " + name + " up");
  }

  boolean reaches(String netns, String address) {
    String ping = "ip netns exec " + netns + " ping -c 1 -W 1 " + address;
    return run(ping).output().contains(" 1 received");
  }

  @Override
  public void close() {
    lab.close();
  }
}
