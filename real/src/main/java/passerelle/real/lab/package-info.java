/**
 * The real lab: namespaces of its own that nothing leaves, the privileges it needs, and the kernel
 * behind the port.
 */
package passerelle.real.lab;
