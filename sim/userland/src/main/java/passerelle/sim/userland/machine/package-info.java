/** What a machine is besides its network: memory, disk, processors, the kernel's modules. */
package passerelle.sim.userland.machine;
