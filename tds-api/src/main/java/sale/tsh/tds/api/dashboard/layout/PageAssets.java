package sale.tsh.tds.api.dashboard.layout;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;

/** Serves the page's own files and its libraries. The page loads nothing from elsewhere. */
@Configuration(proxyBeanMethods = false)
class PageAssets implements WebMvcConfigurer {

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/dashboard/assets/**")
        .addResourceLocations("classpath:/assets/", library("htmx.org"), library("uplot"))
        // Browsers ask each time and get 304, so after an upgrade no browser keeps old files.
        .setCacheControl(CacheControl.noCache().cachePrivate());
  }

  private static String library(String name) {
    String version = new WebJarVersionLocator().version(name);
    if (version == null) {
      throw new IllegalStateException("the library %s is not in the jar".formatted(name));
    }
    return "classpath:/META-INF/resources/webjars/%s/%s/dist/".formatted(name, version);
  }
}
