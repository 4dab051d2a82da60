/** Web clients and BusyBox's web server as commands: curl, wget, httpd. */
package passerelle.sim.userland.http;
