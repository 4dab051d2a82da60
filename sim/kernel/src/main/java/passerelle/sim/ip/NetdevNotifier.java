package passerelle.sim.ip;

import passerelle.sim.link.Device;

/** Is told which devices a namespace has ({@code register_netdevice_notifier}). */
public interface NetdevNotifier {
  /** A device is there ({@code NETDEV_REGISTER}). */
  void registered(Device device);

  /** A device is there no more ({@code NETDEV_UNREGISTER}). */
  void unregistered(Device device);
}
