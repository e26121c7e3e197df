package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.actuate.GigaChatInfoContributor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of what {@code info} says of GigaChat.
 */
@AutoConfiguration(after = { GigaChatApiAutoConfiguration.class, GigaChatChatAutoConfiguration.class })
@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
@ConditionalOnEnabledInfoContributor("gigachat")
@Conditional(OnGigaChatModelCondition.class)
@ConditionalOnBean(GigaChatApi.class)
public final class GigaChatInfoContributorAutoConfiguration {

	/**
	 * Creates the configuration.
	 */
	public GigaChatInfoContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	GigaChatInfoContributor gigaChatInfoContributor(ObjectProvider<GigaChatApi> api,
			ObjectProvider<GigaChatModel> model) {
		return new GigaChatInfoContributor(PresentBean.unique("GigaChatApi", api).orNull(),
				PresentBean.unique("GigaChatModel", model).orNull());
	}

}
