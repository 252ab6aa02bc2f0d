import { Module } from '@nestjs/common';
import { Access, LocalAdmin } from './permission.js';

/** Who acts, and what they may do: the seam at which accounts and roles come in. */
@Module({ providers: [{ provide: Access, useClass: LocalAdmin }], exports: [Access] })
export class AccessModule {}
