/**
 * The small applications that containers and the lab's servers run: web servers, Docker's userland
 * proxy and embedded DNS server, and the classic small services. They exist once for both kernels:
 * what they need of one is {@link passerelle.service.ServiceProcess}. They are driven by events
 * alone and never wait.
 */
package passerelle.service;
