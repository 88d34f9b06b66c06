package sale.tsh.tds.api.page;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;

/** The page's own files, and those of the libraries it brings: nothing comes from elsewhere. */
@Configuration(proxyBeanMethods = false)
class PageAssets implements WebMvcConfigurer {

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/dashboard/assets/**")
        .addResourceLocations("classpath:/assets/", library("htmx.org"), library("uplot"))
        // Asked for at each page and answered with 304: after an upgrade no browser keeps the old.
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
