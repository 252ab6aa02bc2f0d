import { Module } from '@nestjs/common';
import { Provider } from './provider.js';
import { SignIns } from './sign-ins.js';

/** The identity provider of the organisation, if there is one: whose word for who somebody is can be taken. */
@Module({ providers: [Provider, SignIns], exports: [Provider, SignIns] })
export class OidcModule {}
