package passerelle.sim.netns;

import passerelle.kernel.KernelException;
import passerelle.sim.link.Device;

/** How a kind of device is made by rtnetlink ({@code struct rtnl_link_ops}). */
interface LinkOps {
  /**
   * Says what is wrong with what is asked, before anything is made ({@code validate}).
   *
   * @throws KernelException with what is wrong
   */
  default void validate(NewLink request) throws KernelException {
    Links.checkMac(request.link().mac());
  }

  /**
   * Makes the device and takes it into its namespace ({@code newlink}).
   *
   * @throws KernelException when it cannot be
   */
  Device newLink(NewLink request) throws KernelException;
}
