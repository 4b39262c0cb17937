-- CreateTable
CREATE TABLE "webhook" (
    "id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "stack_id" UUID,
    "url" TEXT NOT NULL,
    "outcomes" TEXT[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "sealed" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "webhook_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "stack_id" UUID,
    "stack_name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'WAITING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "answer_status" INTEGER,
    "answer" TEXT NOT NULL DEFAULT '',
    "took_ms" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempted_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhook_project_id_idx" ON "webhook"("project_id");

-- CreateIndex
CREATE INDEX "webhook_stack_id_idx" ON "webhook"("stack_id");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_number_idx" ON "webhook_delivery"("webhook_id", "number");

-- CreateIndex
CREATE INDEX "webhook_delivery_next_attempt_idx" ON "webhook_delivery"("next_attempt");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_webhook_id_key_key" ON "webhook_delivery"("webhook_id", "key");

-- AddForeignKey
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stack"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;
