-- CreateTable
CREATE TABLE "deployment_run" (
    "config_id" UUID NOT NULL,
    "deployment_id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "root_id" UUID NOT NULL,
    "stack_id" UUID NOT NULL,
    "resource_name" TEXT NOT NULL,
    "server_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_reason" TEXT NOT NULL DEFAULT '',
    "inputs" JSONB NOT NULL,
    "output_values" JSONB NOT NULL,
    "actor" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "deployment_run_pkey" PRIMARY KEY ("config_id")
);

-- CreateIndex
CREATE INDEX "deployment_run_stack_id_resource_name_idx" ON "deployment_run"("stack_id", "resource_name");
